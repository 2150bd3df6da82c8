package io.keepalive.agent.cli.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process as /proc shows it from outside: nothing here is noticed in it. A process can hold up whoever reads its
 * memory, its command line for one (by a page of a file system that does not answer): it is waited for briefly, and
 * another one of the same user no more.
 */
public final class JvmProcess {

    /** The agent's own thread, by the kernel's name for it, of which there are no more than 15 characters. */
    private static final String AGENT_THREAD = "keepalive-agent";

    private static final long PATIENCE_MILLIS = 5_000;
    private static final Set<Integer> HOLDING_UP = ConcurrentHashMap.newKeySet();

    private static final Pattern LIBRARY = Pattern.compile(".* (/\\S+/lib(?:jvm|j9vm\\d*)\\.so)(?: \\(deleted\\))?");

    private final long pid;
    private final Path folder;

    private JvmProcess(long pid) {
        this.pid = pid;
        this.folder = Paths.get("/proc", String.valueOf(pid));
    }

    /** The process with this id, whether it exists or not. */
    public static JvmProcess of(long pid) {
        return new JvmProcess(pid);
    }

    /** Every JVM that this user may look into, but this one; by process id. */
    public static List<JvmProcess> all() throws CommandFailure {
        List<JvmProcess> all = new ArrayList<>();
        Path own = Paths.get("/proc", "self");
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(own.getParent(), "[0-9]*")) {
            String self = own.toRealPath().getFileName().toString();
            for (Path process : processes) {
                JvmProcess candidate = of(Long.parseLong(process.getFileName().toString()));
                if (!process.endsWith(self) && candidate.isJvm()) {
                    all.add(candidate);
                }
            }
        } catch (IOException | RuntimeException noProc) {
            throw new CommandFailure("this system does not list its processes in /proc");
        }
        all.sort(Comparator.comparingLong(JvmProcess::pid));
        return all;
    }

    public long pid() {
        return pid;
    }

    /** Its folder in /proc. */
    public Path folder() {
        return folder;
    }

    /** Whether a process with this id exists now. */
    public boolean exists() {
        return Files.exists(folder);
    }

    /** At this moment. */
    public ProcessStatus status() throws IOException {
        return statusIn(folder);
    }

    private static ProcessStatus statusIn(Path folder) throws IOException {
        return ProcessStatus.parse(BoundedFile.text(folder.resolve("status")));
    }

    /** The number of the user who runs this, or -1. */
    public static int ownUid() {
        try {
            return statusIn(Paths.get("/proc", "self")).uid();
        } catch (IOException noProc) {
            return -1;
        }
    }

    /** The number of that user's group, or -1. */
    public static int ownGid() {
        try {
            return statusIn(Paths.get("/proc", "self")).gid();
        } catch (IOException noProc) {
            return -1;
        }
    }

    /** Of the user whose rights it has, or -1. */
    public int uid() {
        try {
            return status().uid();
        } catch (IOException gone) {
            return -1;
        }
    }

    /** By a signal or a debugger. */
    public boolean isStopped() {
        try {
            return status().isStopped();
        } catch (IOException gone) {
            return false;
        }
    }

    /** Not there any more, or there only until somebody asks what has become of it. */
    public boolean hasEnded() {
        try {
            return status().hasEnded();
        } catch (IOException gone) {
            return true;
        }
    }

    /** In clock ticks since the machine's start, by proc_pid_stat(5): with its number, it is this process and no later one. */
    public long startTime() throws IOException {
        String stat = BoundedFile.text(folder.resolve("stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
    }

    boolean isJvm() {
        try {
            return library() != null;
        } catch (IOException notOurs) {
            return false;
        }
    }

    /**
     * The path of the JVM's library in it, or null where there is none.
     *
     * @throws IOException where this user may not see that, or where it has ended
     */
    public String library() throws IOException {
        return briefly(() -> {
            try (BufferedReader maps = Files.newBufferedReader(folder.resolve("maps"), StandardCharsets.ISO_8859_1)) {
                for (String line = maps.readLine(); line != null; line = maps.readLine()) {
                    Matcher library = LIBRARY.matcher(line);
                    if (library.matches()) {
                        return library.group(1);
                    }
                }
                return null;
            }
        });
    }

    /** Whether its JVM is an OpenJ9, as far as this user may see. */
    boolean isJ9() {
        try {
            String library = library();
            return library != null && library.contains("/libj9vm");
        } catch (IOException hidden) {
            return false;
        }
    }

    private <T> T briefly(Callable<T> look) throws IOException {
        int uid = status().uid();
        if (HOLDING_UP.contains(uid)) {
            throw new IOException("processes of user " + uid + " hold up who looks at them");
        }
        try {
            return TimeLimited.within(PATIENCE_MILLIS, look);
        } catch (TimeoutException heldUp) {
            HOLDING_UP.add(uid);
            throw new IOException("process " + pid + " holds up who looks at it");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException
                    ? (IOException) failed.getCause()
                    : new IOException(failed.getCause());
        }
    }

    /** The name of the user whose process it is, or the number. */
    public String user() {
        try {
            int uid = status().uid();
            return Files.getAttribute(folder, "unix:uid").equals(uid)
                    ? Files.getOwner(folder).getName()
                    : String.valueOf(uid);
        } catch (IOException gone) {
            return "?";
        }
    }

    /** Whether the agent's thread is in it, by the thread's name. */
    public boolean hasAgent() {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder.resolve("task"))) {
            for (Path thread : threads) {
                if (nameOf(thread).equals(AGENT_THREAD)) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException gone) {
            return false;
        }
        return false;
    }

    private static String nameOf(Path thread) {
        try {
            return BoundedFile.text(thread.resolve("comm")).split("\n")[0];
        } catch (IOException ended) {
            return "";
        }
    }

    /** Of Java, as its folder says; empty where that says nothing, or is another user's or a container's to change. */
    public String javaVersion() {
        try {
            String library = library();
            return library != null && hasOurFiles() ? briefly(() -> JavaRelease.versionOf(Paths.get(library))) : "";
        } catch (IOException | RuntimeException gone) {
            return "";
        }
    }

    /**
     * Whether it sees the same files under the same names, and is in no container; so taken where that is hidden. By the
     * kernel's links alone, none of which is followed.
     */
    public boolean hasOurFiles() {
        try {
            Path own = Paths.get("/proc", "self");
            Path files = Paths.get("ns", "mnt");
            return Files.readSymbolicLink(folder.resolve(files)).equals(Files.readSymbolicLink(own.resolve(files)))
                    && Files.readSymbolicLink(folder.resolve("root"))
                            .equals(Files.readSymbolicLink(own.resolve("root")));
        } catch (IOException | RuntimeException hidden) {
            return true;
        }
    }

    /** Its words, the options of Java among them. */
    public List<String> words() {
        return nulSeparated("cmdline");
    }

    /** Its environment as it was started with, an entry a variable. */
    public List<String> environment() {
        return nulSeparated("environ");
    }

    private List<String> nulSeparated(String file) {
        try {
            return Arrays.asList(
                    briefly(() -> BoundedFile.text(folder.resolve(file))).split("\0"));
        } catch (IOException notOurs) {
            return Collections.emptyList();
        }
    }
}
