package io.keepalive.agent;

/** Recognises the JDK's own tools, which JAVA_TOOL_OPTIONS gives the agent too, and which it leaves alone. */
final class JdkTool {

    /** Packages and modules of the tools' main classes: jcmd, jps, javac, keytool, jar, jshell, jlink and their kin. */
    private static final String[] TOOLS = {
        "sun.tools.",
        "com.sun.tools.",
        "sun.security.tools.",
        "sun.jvm.hotspot.",
        "sun.rmi.",
        "jdk.internal.",
        "jdk.tools.",
        "jdk.jshell.",
        "jdk.nashorn.tools.",
        "com.sun.java.util.jar.",
        "jdk.jfr.internal.tool."
    };

    private JdkTool() {}

    /** Whether this JVM runs a tool of the JDK. */
    static boolean isRunning() {
        return isTool(System.getProperty("sun.java.command", ""));
    }

    /** @param command the main class or {@code module/class} with its arguments, as in {@code sun.java.command} */
    static boolean isTool(String command) {
        String main = command.split(" ", 2)[0];
        String mainClass = main.substring(main.indexOf('/') + 1);
        for (String tool : TOOLS) {
            if (mainClass.startsWith(tool)) {
                return true;
            }
        }
        return false;
    }
}
