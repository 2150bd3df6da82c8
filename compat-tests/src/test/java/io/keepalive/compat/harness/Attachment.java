package io.keepalive.compat.harness;

import io.keepalive.compat.application.Attach;

/** The agent loaded into an application that runs already. */
public final class Attachment {

    private Attachment() {}

    /**
     * Loads the shipped jar into it by the JDK under test's own attach API, and waits until the JVM says that it is in.
     *
     * @param argument the agent's
     */
    public static void of(ForkedJvm application, String argument) {
        load(application, Launch.agentJar(), argument);
    }

    /** The same with any other agent. */
    static void load(ForkedJvm application, String jar, String argument) {
        try (ForkedJvm attach = Launch.of(Attach.class)
                .libraryOfTheJdk("tools.jar")
                .arguments(String.valueOf(application.pid()), jar, argument)
                .start()) {
            if (attach.finish() != 0) {
                throw new AssertionError("not attached: " + attach.stderr().lines());
            }
        }
    }
}
