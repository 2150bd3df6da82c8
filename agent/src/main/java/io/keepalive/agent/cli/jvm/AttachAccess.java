// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import io.keepalive.agent.attach.protocol.Request;
import io.keepalive.agent.cli.view.TerminalText;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * Access to a JVM of the same user by the attach API. The API sends SIGQUIT, repeatedly until the JVM listens. A JVM
 * that does not see a request prints a thread dump on the application's output for each signal, and one without a
 * handler is terminated. So everything that prevents attaching is checked before.
 */
public final class AttachAccess {

    private static final String CONFIG = "config=";

    private final AttachClient client = AttachClient.ofThisJava();
    private final JvmProcess process;
    private final boolean hasSameFiles;

    /** @param hasSameFiles whether the process has the same files under the same names */
    public AttachAccess(JvmProcess process, boolean hasSameFiles) {
        this.process = process;
        this.hasSameFiles = hasSameFiles;
    }

    /** The process id of the JVM. */
    public long pid() {
        return process.pid();
    }

    /** @throws CommandFailure if the JVM cannot be attached to, or cannot read the jar or the configuration */
    public void requireAccess(Request request) throws CommandFailure {
        if (!client.isAvailable()) {
            throw new CommandFailure("this Java (" + System.getProperty("java.home") + ") has no attach API: run this"
                    + " command with a JDK, a Java that has the module jdk.attach, or any HotSpot of Java 16 or later;"
                    + " or restart the application with -javaagent");
        }
        if (process.isHidden()) {
            throw failure(
                    "has more permissions than user " + process.user() + ", such as capabilities, and is therefore"
                            + " hidden from that user, with whose permissions root accesses it: restart it with -javaagent; its"
                            + " log and metrics show what the agent does");
        }
        try {
            requireSameAttachApi();
            requireListening();
            requireJar(thisJar());
            requireReadable(configOf(request));
        } catch (IOException gone) {
            throw process.hasEnded()
                    ? CommandFailure.ended(pid())
                    : failure("cannot be inspected: " + gone.getMessage());
        }
    }

    /** OpenJ9 has its own attach API, and writes a dump on SIGQUIT. */
    private void requireSameAttachApi() throws CommandFailure {
        boolean isJ9 = process.isJ9();
        boolean ownIsJ9 = System.getProperty("java.vm.name", "").contains("J9");
        if (isJ9 != ownIsJ9) {
            throw failure((isJ9 ? "runs on OpenJ9" : "does not run on OpenJ9") + " and this command "
                    + (ownIsJ9 ? "does" : "does not")
                    + ", and the attach APIs differ: run this command with the Java of that process");
        }
    }

    private void requireListening() throws CommandFailure, IOException {
        String unreachable = client.unreachableReason(process);
        if (unreachable != null) {
            throw failure(unreachable);
        }
        if (client.isListening(process)) {
            return;
        }
        if (!process.status().handlesSigquit()) {
            throw failure(
                    "has no handler for SIGQUIT, the signal for attaching, which would terminate it: it is starting,"
                            + " or was started with -Xrs; try again, or restart it with -javaagent");
        }
        Path attachFile = client.attachFile(process);
        if (Files.exists(attachFile, LinkOption.NOFOLLOW_LINKS)
                && !Files.getAttribute(attachFile, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                        .equals(JvmProcess.ownUid())) {
            throw failure("would print a thread dump, because another user's file is in the place of the file that"
                    + " requests an attach: " + attachFile.getFileName()
                    + " in its working folder or its /tmp; remove that file");
        }
    }

    /** The jar of this class, which the other JVM loads too. */
    public static Path thisJar() {
        try {
            return Paths.get(AttachAccess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void requireJar(Path jar) throws CommandFailure {
        switch (FilePermissions.of(pathSeenFromHere(jar))) {
            case NONE:
                throw failure("is in a container that has no " + jar
                        + ": put the jar there under that name, or run this command inside the container");
            case DENIED:
                throw unreadableJar(process, jar);
            default:
        }
    }

    /** The user of the process cannot read this jar, so its JVM cannot load the agent. */
    public static CommandFailure unreadableJar(JvmProcess process, Path jar) {
        return new CommandFailure("user " + process.user() + " cannot read " + jar + ", so process " + process.pid()
                + " cannot load it: put the jar where that user can read it and enter all folders above it, such as"
                + " /opt/keepalive-agent.jar, and run it from there");
    }

    /** A missing file is reported by the agent. */
    private void requireReadable(Path config) throws CommandFailure {
        if (config != null && FilePermissions.of(pathSeenFromHere(config)) == FilePermissions.DENIED) {
            throw new CommandFailure("user " + process.user() + " cannot read " + config + ", so the agent in process "
                    + pid()
                    + " cannot either: let that user read it and enter all folders above it, or put it where the"
                    + " user can, such as /etc/keepalive.yaml");
        }
    }

    /** The configuration file that the request names, or null. */
    private static Path configOf(Request request) {
        String argument = request.argument() == null ? "" : request.argument();
        return argument.startsWith(CONFIG)
                ? Paths.get(argument.substring(CONFIG.length()).split(",")[0])
                : null;
    }

    private Path pathSeenFromHere(Path path) {
        return hasSameFiles
                ? path
                : process.folder().resolve("root").resolve(path.toString().substring(1));
    }

    /**
     * Attaches and has the agent execute a request. Returns when that is done.
     *
     * @param address where the message file is
     * @return why it failed, or null
     */
    public String attach(String address) {
        try {
            client.loadAgent(process, thisJar(), address);
            return null;
        } catch (IOException | RuntimeException failure) {
            return reasonOf(failure);
        }
    }

    private String reasonOf(Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (process.hasEnded()) {
            return CommandFailure.ended(pid()).getMessage();
        }
        String message = String.valueOf(cause.getMessage());
        return isSuccessOfJava8(message) ? null : reasonIn(message);
    }

    /** The attach API of Java 9 and later expects "return code: 0", and reports the 0 of Java 8 as the reason of a failure. */
    static boolean isSuccessOfJava8(String message) {
        return message.matches("(Failed to load agent library: )?0");
    }

    private String reasonIn(String message) {
        if (message.contains("Non-numeric value found")) {
            return failure(
                            "gives an answer that the attach API of Java 8 cannot read: run this command with a later Java")
                    .getMessage();
        }
        if (message.contains("Dynamic agent loading is not enabled")) {
            return CommandFailure.agentLoadingDisabled(pid()).getMessage();
        }
        if (message.contains("Module java.instrument not found")) {
            return failure("runs on a Java without the module java.instrument, which every agent needs: make that Java"
                            + " with jlink --add-modules java.instrument")
                    .getMessage();
        }
        return failure("cannot be attached to: " + TerminalText.start(message)).getMessage();
    }

    private CommandFailure failure(String what) {
        return new CommandFailure("process " + pid() + " " + what);
    }
}
