package io.keepalive.agent.entry;

/** Whether anybody has said anything to the agent outside its configuration file: if not, nothing can be wrong. */
final class Outside {

    private Outside() {}

    /**
     * Neither the argument, nor a system property, nor an environment variable.
     *
     * @param argument the agent's, or null
     */
    static boolean saysNothing(String argument) {
        return (argument == null || argument.isEmpty())
                && !hasPrefix(System.getProperties().stringPropertyNames(), "keepalive.")
                && !hasPrefix(System.getenv().keySet(), "KEEPALIVE_");
    }

    private static boolean hasPrefix(Iterable<String> names, String prefix) {
        for (String name : names) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
