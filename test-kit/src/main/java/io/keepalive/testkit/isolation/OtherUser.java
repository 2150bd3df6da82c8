// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.isolation;

import io.keepalive.testkit.Await;
import io.keepalive.testkit.Required;
import io.keepalive.testkit.Script;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.AgentJar;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.Command;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Another, unprivileged user of this machine who can run the JDKs of the tests, even where these are in a folder that
 * only root may enter. That user, and root when it works on that user's processes, see the files through a mount
 * namespace in which everybody may pass through. Without root the test is aborted, see {@link Required#missing}.
 */
public final class OtherUser implements AutoCloseable {

    /** User ids that no system assigns. Each instance takes one. */
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

    /** @param temporary a temporary folder; it becomes passable for everybody */
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

    /** Adds the parent folders that other users may not pass through. */
    private static void addClosed(Path path, List<Path> to) throws IOException {
        for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
            if (!permissions.contains(PosixFilePermission.OTHERS_EXECUTE) && !to.contains(folder)) {
                to.add(folder);
            }
        }
    }

    /** The user id, which is also the group id. */
    public int uid() {
        return uid;
    }

    /** The user's own folder. */
    public Path folder() {
        return folder;
    }

    /** The prefix that runs a command as this user, in {@link #folder}. It keeps the process id. */
    public List<String> command() {
        List<String> command = new ArrayList<>(asRoot());
        command.addAll(List.of("env", "--chdir=" + folder, "setpriv", "--reuid=" + uid, "--regid=" + uid));
        command.add("--clear-groups");
        return command;
    }

    /** The prefix that runs a command as root with this user's view of the files. */
    public List<String> asRoot() {
        return List.of("nsenter", "--mount=/proc/" + pid + "/ns/mnt", "--");
    }

    /** The agent's command line, run by root on the JDK under test, with this user's view of the files. */
    public Command cli(String... words) {
        return cli(Jdk.underTest(), words);
    }

    /** As {@link #cli(String...)}, on another JDK. */
    public Command cli(Jdk jdk, String... words) {
        return Command.of(asRoot().get(0)).arguments(after(asRoot(), Cli.words(jdk, words)));
    }

    /** Runs a command as root with the user's view of the files. */
    public Command.Result run(List<String> command) {
        return Command.of(asRoot().get(0)).arguments(after(asRoot(), command)).run();
    }

    /** Starts a program as this user. The caller must close it. */
    public ForkedProcess start(List<String> program) {
        return start(command(), program);
    }

    /** Starts a program as root with this user's view of the files. The caller must close it. */
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

    /** Whether this user owns the file. */
    public boolean owns(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(uid);
    }

    /** Also deletes this user's files in /tmp. All processes of the user must have ended. */
    @Override
    public void close() {
        holder.destroyForcibly();
        Await.until(() -> !holder.isAlive());
        deleteTemporaryFiles();
    }

    private void deleteTemporaryFiles() {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/tmp"))) {
            for (Path file : all) {
                if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && isPresentAndOwned(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Other users' files may vanish between the listing and the look at each of them. */
    private boolean isPresentAndOwned(Path file) throws IOException {
        try {
            return owns(file);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }
}
