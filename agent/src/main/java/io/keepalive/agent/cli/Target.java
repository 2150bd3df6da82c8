package io.keepalive.agent.cli;

import io.keepalive.agent.remote.Answer;
import io.keepalive.agent.remote.Mailbox;
import io.keepalive.agent.remote.Reply;
import io.keepalive.agent.remote.Request;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import net.bytebuddy.agent.ByteBuddyAgent;

/** Another JVM, by its process id. Asks the agent in it by the attach API, which runs the agent's entry point there. */
final class Target {

    /** A JVM with this option takes the signal by which one attaches for a wish to see its threads on its output. */
    private static final String NOBODY_ATTACHES = "-XX:+DisableAttachMechanism";

    private static final String NO_AGENTS = "-XX:-EnableDynamicAgentLoading";

    private final JvmProcess process;

    private Target(JvmProcess process) {
        this.process = process;
    }

    /**
     * Looks at the process from outside.
     *
     * @throws CommandFailure where there is none, it is no JVM, or it is not to be attached to
     */
    static Target of(long pid) throws CommandFailure {
        JvmProcess process = JvmProcess.of(pid);
        if (!process.exists()) {
            throw new CommandFailure("there is no process " + pid + "; list shows the JVMs of this user");
        }
        if (process.isHidden()) {
            throw new CommandFailure("process " + pid + " is " + process.user() + "'s: run this as that user, such as"
                    + " sudo -u " + process.user() + " java -jar keepalive-agent.jar ...");
        }
        if (!process.isJvm()) {
            throw new CommandFailure("process " + pid + " is no JVM but "
                    + Escaped.text(JavaCommand.whatRuns(process.words())) + "; list shows the JVMs of this user");
        }
        return new Target(process);
    }

    long pid() {
        return process.pid();
    }

    JvmProcess process() {
        return process;
    }

    boolean exists() {
        return process.exists();
    }

    /** That the agent's thread is in it, so that nothing is loaded into a JVM that has no agent only to ask for it. */
    void mustHaveAgent() throws CommandFailure {
        if (!process.hasAgent()) {
            throw absent();
        }
    }

    boolean hasAgent() {
        return process.hasAgent();
    }

    CommandFailure absent() {
        return new CommandFailure(
                CommandFailure.ABSENT, Collections.singletonList("the agent is not in process " + pid()));
    }

    /**
     * Asks, and waits for the reply.
     *
     * @return a reply by an agent that runs
     * @throws CommandFailure where it does not, refuses, or cannot be asked
     */
    Reply ask(Request request) throws CommandFailure {
        try (MailFolder folder = MailFolder.to(process)) {
            return runningOrFailure(ask(request, folder));
        }
    }

    /** The same, where the folder is kept for further replies. */
    Reply ask(Request request, MailFolder folder) throws CommandFailure {
        Mailbox mailbox = folder.mailbox();
        RuntimeException failure = null;
        try {
            mailbox.ask(request);
            attach(Mailbox.ARGUMENT + folder.asTheOtherSeesIt());
        } catch (IOException failed) {
            throw new CommandFailure("no request can be written: " + failed);
        } catch (RuntimeException failed) {
            failure = failed;
        }
        Reply reply = replyIn(mailbox);
        if (reply == null) {
            throw new CommandFailure(failure == null ? noReply() : explained(failure));
        }
        return reply;
    }

    /** Not by whether the attach API has failed: a Java 8 and a later one misunderstand each other's success. */
    private Reply replyIn(Mailbox mailbox) throws CommandFailure {
        try {
            return mailbox.reply();
        } catch (IOException | RuntimeException unreadable) {
            throw new CommandFailure("the reply of process " + pid() + " cannot be read: " + unreadable);
        }
    }

    Reply runningOrFailure(Reply reply) throws CommandFailure {
        if (reply.answer() == Answer.ABSENT) {
            throw absent();
        }
        if (reply.answer() == Answer.REFUSED) {
            throw new CommandFailure(CommandFailure.ERROR, reply.sentences());
        }
        return reply;
    }

    private void attach(String argument) throws CommandFailure {
        if (process.wasGiven(NOBODY_ATTACHES)) {
            throw new CommandFailure(
                    "process " + pid() + " was started with " + NOBODY_ATTACHES + " and lets nobody in");
        }
        if (process.wasGiven(NO_AGENTS)) {
            throw new CommandFailure(noAgents());
        }
        ByteBuddyAgent.attach(jar(), String.valueOf(pid()), argument);
    }

    /** This very jar, which the other JVM loads. */
    private File jar() throws CommandFailure {
        Path jar;
        try {
            jar = Paths.get(Target.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (!Files.exists(process.inside(jar))) {
            throw new CommandFailure("process " + pid() + " is in a container that has no " + jar
                    + ": put the jar there under that name, or run this inside the container");
        }
        return jar.toFile();
    }

    private String noAgents() {
        return "process " + pid() + " was started with " + NO_AGENTS
                + " and takes no agent while it runs; give it -javaagent at its next start";
    }

    private String noReply() {
        return "process " + pid() + " has loaded the agent and gives no reply that is understood here;"
                + " its standard error may say why";
    }

    private String explained(RuntimeException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        if (message.contains("No compatible attachment provider")) {
            return "this Java (" + System.getProperty("java.home") + ") has no attach API: run this with that of a"
                    + " JDK, or one that has the module jdk.attach";
        }
        if (message.contains("Dynamic agent loading is not enabled")) {
            return noAgents();
        }
        if (process.uid() != JvmProcess.ownUid()) {
            return "process " + pid() + " is " + process.user() + "'s, and does not let this user in (" + message
                    + "): run this as that user";
        }
        return "process " + pid() + " cannot be attached to: " + Escaped.text(message);
    }
}
