package io.keepalive.compat.commandline;

import io.keepalive.compat.application.StandardInput;

/** Has a thread by the agent's name, as if the agent were in it, and does nothing until its standard input ends. */
public final class Impostor {

    private static final String AGENT_THREAD = "keepalive-agent";

    private Impostor() {}

    public static void main(String[] arguments) throws Exception {
        pretendToBeAgent();
        System.out.println("ready");
        StandardInput.untilItsEnd();
    }

    /** From now on whoever looks from outside finds the agent. */
    static void pretendToBeAgent() {
        Thread thread = new Thread(Impostor::sleep, AGENT_THREAD);
        thread.setDaemon(true);
        thread.start();
    }

    private static void sleep() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
