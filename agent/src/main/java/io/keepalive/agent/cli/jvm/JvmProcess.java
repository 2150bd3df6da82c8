// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
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
 * A process as /proc shows it; the process does not notice that. Some files, such as the command line, are read from
 * the memory of the process, which can block the reader (by a page of a file system that does not answer). Such reads
 * have a time limit, and after one timeout are not tried for other processes of the same user.
 */
public final class JvmProcess {

    /** The name of the agent's own thread in the kernel, which keeps 15 characters. */
    private static final String AGENT_THREAD = "keepalive-agent";

    private static final long TIMEOUT_MILLIS = 5_000;
    private static final Set<Integer> UNRESPONSIVE_UIDS = ConcurrentHashMap.newKeySet();

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

    /** Every JVM that this user may inspect, except this one, by process id. */
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
            throw notListed();
        }
        all.sort(Comparator.comparingLong(JvmProcess::pid));
        return all;
    }

    /** @throws CommandFailure on a system other than Linux, or where /proc is not mounted */
    public static void requireListing() throws CommandFailure {
        if (!Files.exists(Paths.get("/proc", "self"))) {
            throw notListed();
        }
    }

    private static CommandFailure notListed() {
        return new CommandFailure("this system does not list its processes in /proc, without which no other JVM can be"
                + " found: start the application with -javaagent instead");
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

    /** Its status now. */
    public ProcessStatus status() throws IOException {
        return statusIn(folder);
    }

    private static ProcessStatus statusIn(Path folder) throws IOException {
        return ProcessStatus.parse(BoundedFile.text(folder.resolve("status")));
    }

    static ProcessStatus ownStatus() throws IOException {
        return statusIn(Paths.get("/proc", "self"));
    }

    /** The id of the current user, or -1. */
    public static int ownUid() {
        try {
            return ownStatus().uid();
        } catch (IOException noProc) {
            return -1;
        }
    }

    /** The id of the current user's group, or -1. */
    public static int ownGid() {
        try {
            return ownStatus().gid();
        } catch (IOException noProc) {
            return -1;
        }
    }

    /** Its effective user id, or -1. */
    public int uid() {
        try {
            return status().uid();
        } catch (IOException gone) {
            return -1;
        }
    }

    /** Whether a signal or a debugger has stopped it. */
    public boolean isStopped() {
        try {
            return status().isStopped();
        } catch (IOException gone) {
            return false;
        }
    }

    /** Whether it is gone, or a zombie. */
    public boolean hasEnded() {
        try {
            return status().hasEnded();
        } catch (IOException gone) {
            return true;
        }
    }

    /** Its start in clock ticks since boot, see proc_pid_stat(5). Process id and start time identify a process. */
    public long startTime() throws IOException {
        String stat = BoundedFile.text(folder.resolve("stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
    }

    boolean isJvm() {
        try {
            return jvmLibrary() != null;
        } catch (IOException notOurs) {
            return false;
        }
    }

    /**
     * The path of its JVM library, or null if it is not a JVM.
     *
     * @throws IOException if this user may not read that, or the process has ended
     */
    public String jvmLibrary() throws IOException {
        return timeLimited(() -> {
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

    /** Whether its JVM is an OpenJ9; false if this user may not read that. */
    boolean isJ9() {
        try {
            String library = jvmLibrary();
            return library != null && library.contains("/libj9vm");
        } catch (IOException hidden) {
            return false;
        }
    }

    private <T> T timeLimited(Callable<T> read) throws IOException {
        int uid = status().uid();
        if (UNRESPONSIVE_UIDS.contains(uid)) {
            throw new IOException("reading /proc takes too long for the processes of user " + uid);
        }
        try {
            return TimeLimited.within(TIMEOUT_MILLIS, read);
        } catch (TimeoutException blocked) {
            UNRESPONSIVE_UIDS.add(uid);
            throw new IOException("reading /proc takes too long for process " + pid);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException
                    ? (IOException) failed.getCause()
                    : new IOException(failed.getCause());
        }
    }

    /** The name of its user, or the user id. */
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

    /** Whether it has a thread with the name of the agent's thread. */
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

    /**
     * The version of its Java, from the file in its folder; empty if unknown, or if another user or a container could
     * change it.
     */
    public String javaVersion() {
        try {
            String library = jvmLibrary();
            return library != null && hasSameFiles()
                    ? timeLimited(() -> JavaRelease.versionOf(Paths.get(library)))
                    : "";
        } catch (IOException | RuntimeException gone) {
            return "";
        }
    }

    /**
     * Whether it has the same files under the same names, so is not in a container; true if that is hidden. Compares
     * the kernel's links without following them.
     */
    public boolean hasSameFiles() {
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

    /** Whether the kernel hides it from the current user, because it has more permissions: ptrace(2). */
    boolean isHidden() {
        try {
            Files.readSymbolicLink(folder.resolve("root"));
            return false;
        } catch (AccessDeniedException more) {
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Its command line, with the options of Java. */
    public List<String> arguments() {
        return nulSeparated("cmdline");
    }

    /** The environment with which it was started, one entry per variable. */
    public List<String> environment() {
        return nulSeparated("environ");
    }

    private List<String> nulSeparated(String file) {
        try {
            return Arrays.asList(
                    timeLimited(() -> BoundedFile.text(folder.resolve(file))).split("\0"));
        } catch (IOException notOurs) {
            return Collections.emptyList();
        }
    }
}
