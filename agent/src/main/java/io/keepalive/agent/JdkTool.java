// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

/**
 * Detects the JDK's own tools and the agent's command line, into which JAVA_TOOL_OPTIONS loads the agent too and which the
 * agent leaves alone. In its command line it would write into the service's log file and open the service's metrics port.
 */
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

    private static final String COMMAND_LINE = "io.keepalive.agent.CommandLine";

    private static final String JAR = "keepalive-agent";
    private static final String JAR_END = ".jar";

    private JdkTool() {}

    /** Whether this JVM runs a tool of the JDK, or the agent's command line. */
    public static boolean isRunning() {
        return isTool(System.getProperty("sun.java.command", ""));
    }

    /** @param command the main class, {@code module/class} or jar with its arguments, as in {@code sun.java.command} */
    static boolean isTool(String command) {
        String main = command.split(" ", 2)[0];
        String mainClass = main.substring(main.indexOf('/') + 1);
        for (String prefix : TOOL_PACKAGES) {
            if (mainClass.startsWith(prefix)) {
                return !mainClass.startsWith(SOURCE_LAUNCHER);
            }
        }
        return mainClass.equals(COMMAND_LINE) || isJarOfAgent(main);
    }

    /** {@code keepalive-agent.jar}, or with a version behind a hyphen. */
    private static boolean isJarOfAgent(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (!name.startsWith(JAR) || !name.endsWith(JAR_END)) {
            return false;
        }
        String version = name.substring(JAR.length(), name.length() - JAR_END.length());
        return version.isEmpty()
                || version.length() > 1 && version.charAt(0) == '-' && Character.isDigit(version.charAt(1));
    }
}
