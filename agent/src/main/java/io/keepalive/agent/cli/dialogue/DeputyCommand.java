// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.dialogue;

import io.keepalive.agent.cli.jvm.AttachAccess;
import io.keepalive.agent.cli.jvm.FilePermissions;
import io.keepalive.agent.cli.jvm.JvmProcess;
import io.keepalive.agent.cli.jvm.ProcessStatus;
import io.keepalive.agent.cli.jvm.TrustedPath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Starts this jar once more with the user and the groups of another process and, as far as they are harmless, its
 * capabilities, and no other permissions. The deputy has its own session without a terminal, because a process can insert
 * input into its terminal (TIOCSTI, ioctl_tty(2)), and the deputy is under the control of that user.
 */
final class DeputyCommand {

    /** The folders of the system's programs. */
    private static final List<String> FOLDERS =
            Arrays.asList("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/run/current-system/sw/bin");

    /** Checks that the user may run this Java and read this jar, then replaces the shell by the Java. */
    private static final String CHECK_AND_EXEC = "test -x \"$1\" || exit 110; test -r \"$0\" || exit 111; exec \"$@\"";

    /** Exit status: the user may not run this Java. */
    static final int NO_JAVA = 110;

    /** Exit status: the user may not read this jar. */
    static final int NO_JAR = 111;

    /**
     * The capabilities that the deputy gets if the other process has them, by linux/capability.h: net_bind_service,
     * net_broadcast, net_admin, net_raw, ipc_lock, sys_nice, sys_resource. The kernel hides a process from those that
     * have fewer capabilities (ptrace(2)), and a systemd service has AmbientCapabilities for a port below 1024. None of
     * these lets a process that the user tampers with access files or processes of others.
     */
    private static final List<Integer> HARMLESS_CAPABILITIES = Arrays.asList(10, 11, 12, 13, 14, 23, 24);

    private static final List<String> LOCALE = Arrays.asList("LANG", "LC_ALL", "LC_CTYPE");

    private DeputyCommand() {}

    /**
     * Starts the deputy.
     *
     * @throws IOException if a program of the system is missing or not trusted
     */
    static Process start(JvmProcess process, ProcessStatus user, long startTime) throws IOException {
        List<String> command = new ArrayList<>(Arrays.asList(program("setsid"), program("setpriv")));
        command.addAll(options(user));
        command.addAll(Arrays.asList(program("sh"), "-c", CHECK_AND_EXEC));
        String jar = AttachAccess.thisJar().toString();
        command.addAll(Arrays.asList(jar, java(), "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1"));
        command.addAll(Arrays.asList("-XX:+DisableAttachMechanism", "-Djava.io.tmpdir=/tmp"));
        command.addAll(Arrays.asList("-jar", jar, Deputy.COMMAND));
        command.addAll(Arrays.asList(String.valueOf(process.pid()), String.valueOf(startTime)));
        command.add(String.valueOf(process.hasSameFiles()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
        keepLocaleOnly(builder.environment());
        return builder.start();
    }

    /** Options of setpriv(1). */
    private static List<String> options(ProcessStatus user) {
        List<String> groups = user.groups();
        String capabilities = harmlessCapabilities(user.capabilities());
        List<String> options = new ArrayList<>(Arrays.asList(
                "--reuid=" + user.uid(),
                "--regid=" + user.gid(),
                groups.isEmpty() ? "--clear-groups" : "--groups=" + String.join(",", groups),
                "--no-new-privs",
                "--inh-caps=-all" + capabilities,
                "--bounding-set=-all" + capabilities));
        if (!capabilities.isEmpty()) {
            options.add("--ambient-caps=-all" + capabilities);
        }
        return options;
    }

    private static String harmlessCapabilities(long capabilities) {
        StringBuilder list = new StringBuilder();
        for (int number : HARMLESS_CAPABILITIES) {
            if ((capabilities >>> number & 1) == 1) {
                list.append(",+cap_").append(number);
            }
        }
        return list.toString();
    }

    private static void keepLocaleOnly(Map<String, String> environment) {
        environment.keySet().retainAll(LOCALE);
    }

    static String java() {
        return Paths.get(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The path of a program, found without PATH, if only root can change it. */
    private static String program(String name) throws IOException {
        for (String folder : FOLDERS) {
            Path path = Paths.get(folder, name);
            if (FilePermissions.of(path) == FilePermissions.READABLE) {
                TrustedPath.of(path);
                return path.toString();
            }
        }
        throw new IOException("there is no " + name + " in " + FOLDERS);
    }
}
