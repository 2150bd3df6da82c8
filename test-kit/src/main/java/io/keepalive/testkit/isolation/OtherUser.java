package io.keepalive.testkit.isolation;

import io.keepalive.testkit.Await;
import io.keepalive.testkit.Required;
import io.keepalive.testkit.Script;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.AgentJar;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.Command;
import io.keepalive.testkit.process.Commands;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Another user of this machine, without any rights, who can run what the tests run: the JDKs on it may lie in a folder
 * that is root's alone. So that user, and root where it looks at that user, see the files of this machine through a mount
 * namespace of this test, in which everybody may pass. Where there is no root, the test ends as {@link Required#missing}.
 */
public final class OtherUser implements AutoCloseable {

    /** Nobody's on any system: each of these users has a number of its own. */
    private static final AtomicInteger NUMBERS = new AtomicInteger(61_000);

    private final int uid = NUMBERS.getAndIncrement();
    private final Process holder;
    private final String pid;
    private final Path folder;

    private OtherUser(Process holder, String pid, Path folder) throws IOException {
        this.holder = holder;
        this.pid = pid;
        this.folder = folder;
        Files.setAttribute(folder, "unix:uid", uid);
        Files.setAttribute(folder, "unix:gid", uid);
    }

    /**
     * @param temporary a folder of this test's, which everybody may pass through from now on
     */
    public static OtherUser in(Path temporary) {
        Required.root();
        try {
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
            Process holder = new ProcessBuilder(holding(Files.createDirectory(temporary.resolve("scratch"))))
                    .redirectErrorStream(true)
                    .start();
            String answer = new BufferedReader(new InputStreamReader(holder.getInputStream())).readLine();
            if (answer == null || !answer.startsWith("ready ")) {
                Required.missing("mount namespaces with an overlay cannot be made here: " + answer);
            }
            return new OtherUser(holder, answer.split(" ")[1], Files.createDirectory(temporary.resolve("home")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> holding(Path scratch) throws IOException {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private"));
        command.addAll(List.of("sh", "-c", Script.text("passable.sh"), "passable.sh", scratch.toString()));
        List<Path> closed = new ArrayList<>();
        for (Jdk jdk : Jdk.installed()) {
            addClosed(jdk.home().toRealPath(), closed);
        }
        addClosed(Path.of(AgentJar.path()).toRealPath(), closed);
        addClosed(Path.of(Launch.programClasses()).toRealPath(), closed);
        closed.sort(null);
        closed.forEach(folder -> command.add(folder.toString()));
        return command;
    }

    /** Those on the way to it that others may not pass through. */
    private static void addClosed(Path path, List<Path> to) throws IOException {
        for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
            if (!permissions.contains(PosixFilePermission.OTHERS_EXECUTE) && !to.contains(folder)) {
                to.add(folder);
            }
        }
    }

    /** The user's number, and that of its group. */
    public int uid() {
        return uid;
    }

    /** The user's own, and nobody else's. */
    public Path folder() {
        return folder;
    }

    /** What to write before a command for this user to run it, in {@link #folder}; the command takes its process. */
    public List<String> command() {
        List<String> command = new ArrayList<>(asRoot());
        command.addAll(List.of("env", "--chdir=" + folder, "setpriv", "--reuid=" + uid, "--regid=" + uid));
        command.add("--clear-groups");
        return command;
    }

    /** The same for root to run it, with the files of this machine as the user sees them. */
    public List<String> asRoot() {
        return List.of("nsenter", "--mount=/proc/" + pid + "/ns/mnt", "--");
    }

    /** Root's command line, on the JDK under test, where it sees the user's JVMs. */
    public Command cli(String... words) {
        return cli(Jdk.underTest(), words);
    }

    /** The same on another JDK. */
    public Command cli(Jdk jdk, String... words) {
        return Command.of(asRoot().get(0)).arguments(after(asRoot(), Cli.words(jdk, words)));
    }

    /** Runs a command as root with the user's view of the files. */
    public Command.Result run(List<String> command) {
        return Command.of(asRoot().get(0)).arguments(after(asRoot(), command)).run();
    }

    /** Starts a program as this user. Whoever calls must close it. */
    public ForkedProcess start(List<String> program) {
        return start(command(), program);
    }

    /** Starts a program as root with the user's view of the files. Whoever calls must close it. */
    public ForkedProcess startAsRoot(List<String> program) {
        return start(asRoot(), program);
    }

    private static ForkedProcess start(List<String> prefix, List<String> program) {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(program);
        return ForkedProcess.start(program.get(0), new ProcessBuilder(words));
    }

    private static List<String> after(List<String> prefix, List<String> command) {
        List<String> words = new ArrayList<>(prefix.subList(1, prefix.size()));
        words.addAll(command);
        return words;
    }

    /** Whether a file is this user's. */
    public boolean owns(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(uid);
    }

    /** When all that it has started has ended: what it has left in the folder that all users share goes. */
    @Override
    public void close() {
        holder.destroyForcibly();
        Await.until(() -> !holder.isAlive());
        Commands.run(
                List.of("find", "/tmp", "-maxdepth", "1", "-uid", String.valueOf(uid), "!", "-type", "d", "-delete"));
    }
}
