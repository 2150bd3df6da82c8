package io.keepalive.agent.cli;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process as /proc shows it from outside: nothing here is noticed in it. */
final class JvmProcess {

    /** The agent's own thread, by the kernel's name for it, of which there are no more than 15 characters. */
    private static final String AGENT_THREAD = "keepalive-agent";

    private static final Pattern LIBRARY = Pattern.compile(".* (/\\S+/lib(?:jvm|j9vm\\d*)\\.so)(?: \\(deleted\\))?");
    private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"(.*)\"");

    private static final Pattern OPTIONS =
            Pattern.compile("(?:JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS)=(.*)", Pattern.DOTALL);

    private final long pid;
    private final Path folder;

    private JvmProcess(long pid) {
        this.pid = pid;
        this.folder = Paths.get("/proc", String.valueOf(pid));
    }

    static JvmProcess of(long pid) {
        return new JvmProcess(pid);
    }

    /** Every JVM that this user may look into, but this one; by process id. */
    static List<JvmProcess> all() throws CommandFailure {
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

    long pid() {
        return pid;
    }

    boolean exists() {
        return Files.exists(folder);
    }

    /** Whether this user may not see what is in it: another user's process, and this one is not root. */
    boolean isHidden() {
        try {
            library();
            return false;
        } catch (IOException notOurs) {
            return true;
        }
    }

    boolean isJvm() {
        try {
            return library() != null;
        } catch (IOException notOurs) {
            return false;
        }
    }

    /** The path of the JVM's library in it, or null where there is none. */
    private String library() throws IOException {
        try (BufferedReader maps = Files.newBufferedReader(folder.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            for (String line = maps.readLine(); line != null; line = maps.readLine()) {
                Matcher library = LIBRARY.matcher(line);
                if (library.matches()) {
                    return library.group(1);
                }
            }
            return null;
        }
    }

    /** The name of the user whose process it is. */
    String user() {
        try {
            return Files.getOwner(folder).getName();
        } catch (IOException gone) {
            return "?";
        }
    }

    /** The number of that user, or -1. */
    int uid() {
        return uid(folder);
    }

    /** The number of the user who runs this. */
    static int ownUid() {
        return uid(Paths.get("/proc", "self"));
    }

    private static int uid(Path process) {
        try {
            return (Integer) Files.getAttribute(process, "unix:uid");
        } catch (IOException | RuntimeException unknown) {
            return -1;
        }
    }

    /** Whether the agent's thread is in it, by the thread's name. */
    boolean hasAgent() {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder.resolve("task"))) {
            for (Path thread : threads) {
                if (firstLine(thread.resolve("comm")).equals(AGENT_THREAD)) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException gone) {
            return false;
        }
        return false;
    }

    /** Of Java, as its folder says; empty where that says nothing. */
    String javaVersion() {
        try {
            for (Path home = Paths.get(library()); home != null; home = home.getParent()) {
                Path release = inside(home.resolve("release"));
                if (Files.isReadable(release)) {
                    return javaVersionIn(release);
                }
            }
            return "";
        } catch (IOException | RuntimeException gone) {
            return "";
        }
    }

    private static String javaVersionIn(Path release) throws IOException {
        return Files.readAllLines(release, StandardCharsets.UTF_8).stream()
                .map(RELEASE::matcher)
                .filter(Matcher::matches)
                .map(version -> version.group(1))
                .findFirst()
                .orElse("");
    }

    /** A path in it, as this process can reach it. */
    Path inside(Path path) {
        return hasOurFiles()
                ? path
                : folder.resolve("root").resolve(path.toString().substring(1));
    }

    /** Whether it sees the same files under the same names, and is in no container. */
    boolean hasOurFiles() {
        try {
            Path own = Paths.get("/proc", "self", "ns", "mnt");
            return Files.readSymbolicLink(folder.resolve("ns").resolve("mnt")).equals(Files.readSymbolicLink(own))
                    && Files.isSameFile(folder.resolve("root"), Paths.get("/"));
        } catch (IOException | RuntimeException hidden) {
            return true;
        }
    }

    /** Its words, the options of Java among them. */
    List<String> words() {
        return nulSeparated("cmdline");
    }

    /** Whether it was started with this option, as far as that is to be seen from outside. */
    boolean wasGiven(String option) {
        return words().contains(option)
                || nulSeparated("environ").stream()
                        .map(OPTIONS::matcher)
                        .filter(Matcher::matches)
                        .anyMatch(options ->
                                Arrays.asList(options.group(1).split("\\s+")).contains(option));
    }

    private List<String> nulSeparated(String file) {
        try {
            String text = new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.UTF_8);
            return Arrays.asList(text.split("\0"));
        } catch (IOException notOurs) {
            return Collections.emptyList();
        }
    }

    private static String firstLine(Path file) {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String line = in.readLine();
            return line == null ? "" : line;
        } catch (IOException ended) {
            return "";
        }
    }
}
