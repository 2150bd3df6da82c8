package io.keepalive.agent.entry;

/** Says that main did not wait any longer for an agent that is not ready, and where that is. On a thread of its own. */
final class LateStart implements Runnable {

    private final String file;
    private final Thread agent;
    private final LastWord lastWord;

    /**
     * @param file the configuration's, or null for none
     * @param agent the agent's own thread, which is late
     * @param lastWord an application that ends need not wait a second time for what may never come
     */
    LateStart(String file, Thread agent, LastWord lastWord) {
        this.file = file;
        this.agent = agent;
        this.lastWord = lastWord;
    }

    @Override
    public void run() {
        try {
            Refusal.reportLate(file, whereItIs(agent.getStackTrace()));
        } finally {
            lastWord.isSaid();
        }
    }

    /** The innermost call of all, and the innermost of the agent's own. */
    private static String whereItIs(StackTraceElement[] stack) {
        for (StackTraceElement call : stack) {
            if (call.getClassName().startsWith("io.keepalive.agent.")) {
                return "it is at " + stack[0] + (call == stack[0] ? "" : ", called by " + call);
            }
        }
        return "where it is cannot be told";
    }
}
