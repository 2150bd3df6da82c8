// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

/** Detects the JDK's own tools, into which JAVA_TOOL_OPTIONS loads the agent too and which the agent leaves alone. */
public final class JdkTool {

    /** Packages of the main classes of the launchers in a JDK's bin folder, Java 8 to 25, and of GraalVM's native-image. */
    private static final String[] TOOL_PACKAGES = {
        "sun.tools.",
        "com.sun.tools.",
        "sun.security.tools.",
        "sun.jvm.hotspot.",
        "sun.rmi.",
        "sun.net.httpserver.simpleserver.",
        "jdk.internal.",
        "jdk.tools.",
        "jdk.jshell.",
        "jdk.javadoc.",
        "jdk.jpackage.",
        "jdk.nashorn.tools.",
        "com.sun.java.util.jar.",
        "com.sun.corba.se.",
        "jdk.jfr.internal.tool.",
        "com.oracle.svm."
    };

    /** {@code java Hello.java}, since Java 11: compiles an application and runs it in the same JVM. */
    private static final String SOURCE_LAUNCHER = "com.sun.tools.javac.launcher.";

    private JdkTool() {}

    /** Whether this JVM runs a tool of the JDK. */
    public static boolean isRunning() {
        return isTool(System.getProperty("sun.java.command", ""));
    }

    /** @param command the main class or {@code module/class} with its arguments, as in {@code sun.java.command} */
    static boolean isTool(String command) {
        String main = command.split(" ", 2)[0];
        String mainClass = main.substring(main.indexOf('/') + 1);
        for (String prefix : TOOL_PACKAGES) {
            if (mainClass.startsWith(prefix)) {
                return !mainClass.startsWith(SOURCE_LAUNCHER);
            }
        }
        return false;
    }
}
