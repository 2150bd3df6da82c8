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
 * Starts this jar once more, under the rights of another process: its user, its groups and nothing else. In a session of
 * its own, without a terminal, since whoever is on a terminal can type into it (TIOCSTI, ioctl_tty(2)), and the user
 * that it becomes may have it do anything.
 */
final class DeputyCommand {

    /** Where the system's own programs are. */
    private static final List<String> FOLDERS =
            Arrays.asList("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/run/current-system/sw/bin");

    /** That this user may run this Java and read this jar; then the Java becomes this process. */
    private static final String TRIAL = "test -x \"$1\" || exit 110; test -r \"$0\" || exit 111; exec \"$@\"";

    /** Exit status: the user may not run this Java. */
    static final int NO_JAVA = 110;

    /** Exit status: the user may not read this jar. */
    static final int NO_JAR = 111;

    private static final List<String> LOCALE = Arrays.asList("LANG", "LC_ALL", "LC_CTYPE");

    private DeputyCommand() {}

    /**
     * Starts it.
     *
     * @throws IOException where a program of the system that this needs is not to be found
     */
    static Process start(JvmProcess process, ProcessStatus rights, long startTime) throws IOException {
        List<String> words = new ArrayList<>(Arrays.asList(program("setsid"), program("setpriv")));
        words.addAll(options(rights));
        words.addAll(Arrays.asList(program("sh"), "-c", TRIAL));
        String jar = AttachAccess.thisJar().toString();
        words.addAll(Arrays.asList(jar, java(), "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1"));
        words.addAll(Arrays.asList("-Djava.io.tmpdir=/tmp", "-jar", jar, Deputy.WORD));
        words.addAll(Arrays.asList(String.valueOf(process.pid()), String.valueOf(startTime)));
        words.add(String.valueOf(process.hasOurFiles()));
        ProcessBuilder builder = new ProcessBuilder(words).directory(new File("/"));
        keepLocaleOnly(builder.environment());
        return builder.start();
    }

    /** As setpriv(1) has them. */
    private static List<String> options(ProcessStatus rights) {
        List<String> groups = rights.groups();
        return Arrays.asList(
                "--reuid=" + rights.uid(),
                "--regid=" + rights.gid(),
                groups.isEmpty() ? "--clear-groups" : "--groups=" + String.join(",", groups),
                "--no-new-privs",
                "--inh-caps=-all",
                "--bounding-set=-all");
    }

    private static void keepLocaleOnly(Map<String, String> environment) {
        environment.keySet().retainAll(LOCALE);
    }

    static String java() {
        return Paths.get(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Not by PATH, and only where it is root's alone. */
    private static String program(String name) throws IOException {
        for (String folder : FOLDERS) {
            Path path = Paths.get(folder, name);
            if (FilePermissions.to(path) == FilePermissions.READABLE) {
                TrustedPath.of(path);
                return path.toString();
            }
        }
        throw new IOException("there is no " + name + " in " + FOLDERS);
    }
}
