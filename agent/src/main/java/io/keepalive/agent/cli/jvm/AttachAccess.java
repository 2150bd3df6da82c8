package io.keepalive.agent.cli.jvm;

import io.keepalive.agent.attach.protocol.Request;
import io.keepalive.agent.cli.view.TerminalText;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * The way into a JVM of the user who runs this. The attach API knocks by a signal, SIGQUIT, again and again where nobody
 * answers; a JVM that does not understand prints its threads on the application's output each time, and one that has no
 * handler for it ends. So whatever bars the way is found before.
 */
public final class AttachAccess {

    private static final String CONFIG = "config=";

    private final AttachClient client = AttachClient.ofThisJava();
    private final JvmProcess process;
    private final boolean hasOurFiles;

    /** @param hasOurFiles whether the process sees the same files under the same names */
    public AttachAccess(JvmProcess process, boolean hasOurFiles) {
        this.process = process;
        this.hasOurFiles = hasOurFiles;
    }

    /** The process id of the JVM. */
    public long pid() {
        return process.pid();
    }

    /** @throws CommandFailure with what bars the way, or what the JVM could not read of what it would be given */
    public void mustBeOpen(Request request) throws CommandFailure {
        if (!client.isThere()) {
            throw new CommandFailure("this Java (" + System.getProperty("java.home") + ") has no attach API: run this"
                    + " with that of a JDK, or one that has the module jdk.attach");
        }
        try {
            mustBeOfTheSameKind();
            mustAnswer();
            mustHaveJar(thisJar());
            mustBeAbleToRead(configOf(request));
        } catch (IOException gone) {
            throw process.hasEnded()
                    ? CommandFailure.ended(pid())
                    : failure("cannot be looked at: " + gone.getMessage());
        }
    }

    /** OpenJ9 has an attach API of its own, and its JVMs take the signal for a wish for a dump. */
    private void mustBeOfTheSameKind() throws CommandFailure {
        boolean isJ9 = process.isJ9();
        boolean ownIsJ9 = System.getProperty("java.vm.name", "").contains("J9");
        if (isJ9 != ownIsJ9) {
            throw failure(
                    (isJ9 ? "is an OpenJ9 JVM" : "is no OpenJ9 JVM") + " and this is " + (ownIsJ9 ? "one" : "none")
                            + ", whose attach APIs differ: run this with the Java of that process");
        }
    }

    private void mustAnswer() throws CommandFailure, IOException {
        String blindSpot = client.blindSpot(process);
        if (blindSpot != null) {
            throw failure(blindSpot);
        }
        if (client.isAwaited(process)) {
            return;
        }
        if (!process.status().catchesQuit()) {
            throw failure(
                    "has no handler for SIGQUIT, by which one attaches and which would end it: it is just starting,"
                            + " or was started with -Xrs; try again, or give it -javaagent at its next start");
        }
        Path announcement = client.announcement(process);
        if (Files.exists(announcement, LinkOption.NOFOLLOW_LINKS)
                && !Files.getAttribute(announcement, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                        .equals(JvmProcess.ownUid())) {
            throw failure("would take this for a wish for a thread dump, since another user's file lies where attaching"
                    + " is announced: " + announcement.getFileName() + " in its working folder or its /tmp; remove it");
        }
    }

    /** This very jar, which the other JVM loads. */
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

    private void mustHaveJar(Path jar) throws CommandFailure {
        switch (FilePermissions.to(there(jar))) {
            case NONE:
                throw failure("is in a container that has no " + jar
                        + ": put the jar there under that name, or run this inside the container");
            case DENIED:
                throw unreadableJar(process, jar);
            default:
        }
    }

    /** The user of that process cannot read this jar, and so its JVM cannot load the agent. */
    public static CommandFailure unreadableJar(JvmProcess process, Path jar) {
        return new CommandFailure("user " + process.user() + " cannot read " + jar + ", so process " + process.pid()
                + ", which is that user's, cannot load it: put the jar where that user may read it and pass through all"
                + " folders above, such as /opt/keepalive-agent.jar, and run it from there");
    }

    /** One that is not there is left to the agent, which says so. */
    private void mustBeAbleToRead(Path config) throws CommandFailure {
        if (config != null && FilePermissions.to(there(config)) == FilePermissions.DENIED) {
            throw new CommandFailure("user " + process.user() + " cannot read " + config + ", so the agent in process "
                    + pid() + ", which is that user's, could not either: let that user read it and pass through all"
                    + " folders above, or put it where it may, such as /etc/keepalive.yaml");
        }
    }

    /** The configuration file that the request names, or null. */
    private static Path configOf(Request request) {
        String argument = request.argument() == null ? "" : request.argument();
        return argument.startsWith(CONFIG)
                ? Paths.get(argument.substring(CONFIG.length()).split(",")[0])
                : null;
    }

    private Path there(Path path) {
        return hasOurFiles
                ? path
                : process.folder().resolve("root").resolve(path.toString().substring(1));
    }

    /**
     * Goes in, and has the agent do what the letter says. Returns when that is done.
     *
     * @return why this has failed, as far as it has
     */
    public String enter(String address) {
        try {
            ByteBuddyAgent.attach(thisJar().toFile(), String.valueOf(pid()), address);
            return null;
        } catch (RuntimeException failure) {
            return explained(failure);
        }
    }

    private String explained(RuntimeException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (process.hasEnded()) {
            return CommandFailure.ended(pid()).getMessage();
        }
        String message = String.valueOf(cause.getMessage());
        return message.contains("Dynamic agent loading is not enabled")
                ? CommandFailure.takesNoAgents(pid()).getMessage()
                : "process " + pid() + " cannot be attached to: " + TerminalText.start(message);
    }

    private CommandFailure failure(String what) {
        return new CommandFailure("process " + pid() + " " + what);
    }
}
