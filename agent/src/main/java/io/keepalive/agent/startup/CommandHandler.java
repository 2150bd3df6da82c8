package io.keepalive.agent.startup;

import io.keepalive.agent.JdkTool;
import io.keepalive.agent.attach.protocol.Fields;
import io.keepalive.agent.attach.protocol.MessageFile;
import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.attach.protocol.ReplyStatus;
import io.keepalive.agent.attach.protocol.Request;
import io.keepalive.agent.management.AgentControl;
import io.keepalive.agent.management.AgentCounts;
import io.keepalive.agent.management.AgentStatus;
import io.keepalive.agent.management.ReloadOutcome;
import io.keepalive.agent.runtime.StartupResult;
import io.keepalive.agent.text.EnumWord;
import io.keepalive.agent.text.FailureReason;
import io.keepalive.agent.thread.DaemonThreads;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.List;

/** Does what the command line wants of the agent in this JVM. On the JVM's attach thread. */
final class CommandHandler {

    /** For the agent's start and its end, which take a fraction of that; the JVM attaches nobody else meanwhile. */
    private static final long PATIENCE_MILLIS = 30_000;

    private final MessageFile letter;
    private final String version;
    private final Instrumentation instrumentation;
    /** Of somebody who looks on, or null. */
    private ConnectionsPublisher view;

    /**
     * @param letter which this closes when nothing more is written into it
     * @param version of the first jar that this JVM has loaded, which stays for the life of the JVM
     */
    CommandHandler(MessageFile letter, String version, Instrumentation instrumentation) {
        this.letter = letter;
        this.version = version;
        this.instrumentation = instrumentation;
    }

    /** Reads the request, does it and replies, also where it fails. */
    void obey() throws IOException {
        boolean isOver = true;
        try {
            letter.answer(reply());
            isOver = view == null;
        } finally {
            if (isOver) {
                letter.close();
            }
        }
        if (view != null) {
            view.repeat(letter.request().everyMillis());
        }
    }

    private Reply reply() {
        try {
            return replyTo(letter.request());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return refusal("interrupted");
        } catch (IllegalStateException notDone) {
            return refusal(notDone.getMessage());
        } catch (RuntimeException | LinkageError | VirtualMachineError failure) {
            return refusal("the agent has failed: " + FailureReason.of(failure));
        }
    }

    private Reply replyTo(Request request) throws InterruptedException {
        if (request.word() == null) {
            return refusal("keepalive-agent " + version + ", which is in that JVM, does not know this command");
        }
        AgentControl control = StartupResult.ofThisAgent().control();
        switch (request.word()) {
            case ATTACH:
                return attach(request);
            case STATUS:
                return control == null ? none() : status(control.status());
            case CONNECTIONS:
                return control == null ? none() : connections(control, request);
            case RELOAD:
                return control == null ? none() : reload(control.reload());
            default:
                return control == null ? none() : detach(control);
        }
    }

    private Reply none() {
        List<String> why = StartupResult.ofThisAgent().refusal();
        if (!why.isEmpty()) {
            Reply refused = new Reply(ReplyStatus.REFUSED, version);
            why.forEach(refused::say);
            return refused;
        }
        return new Reply(Agent.thread() == null ? ReplyStatus.ABSENT : ReplyStatus.STARTING, version);
    }

    private Reply refusal(String why) {
        return new Reply(ReplyStatus.REFUSED, version).say(why);
    }

    private Reply attach(Request request) throws InterruptedException {
        if (JdkTool.isRunning()) {
            return refusal("this is a tool of the JDK, which the agent leaves alone");
        }
        AgentControl control = StartupResult.ofThisAgent().control();
        if (control != null) {
            AgentStatus status = control.status();
            return refusal("keepalive-agent " + version + " is there already, mode " + EnumWord.of(status.mode())
                    + ", configuration " + (status.configFile() == null ? "built in" : status.configFile())
                    + "; reload reads that again, detach takes the agent out");
        }
        if (Agent.thread() != null) {
            return none();
        }
        if (!version.equals(request.version())) {
            return refusal("this JVM has loaded keepalive-agent " + version + " before, and keeps it until it ends:"
                    + " " + request.version() + " cannot take its place");
        }
        Agent.join(request.argument(), instrumentation);
        return started();
    }

    private Reply started() throws InterruptedException {
        StartupResult start = StartupResult.ofThisAgent();
        if (!start.await(PATIENCE_MILLIS)) {
            return none();
        }
        return start.control() != null ? status(start.control().status()) : none();
    }

    private Reply status(AgentStatus status) {
        AgentCounts counts = status.counts();
        Reply reply = new Reply(ReplyStatus.DONE, version)
                .add(new Fields()
                        .with("version", status.version())
                        .with("jvm", status.jvm())
                        .with("mode", EnumWord.of(status.mode()))
                        .with("environment", status.environment())
                        .with("config.file", status.configFile())
                        .with("connections", counts.connections())
                        .with("peers.suspect", counts.suspectPeers())
                        .with("peers.dead", counts.deadPeers())
                        .with("adopted", counts.adopted())
                        .with("app.changes", counts.appChanges())
                        .with("agent.errors", counts.agentErrors()));
        status.settings().forEach(setting -> reply.add(new Fields().with("setting", setting)));
        return reply;
    }

    private Reply connections(AgentControl control, Request request) {
        ConnectionsPublisher connections = new ConnectionsPublisher(control, letter, version);
        if (request.everyMillis() > 0) {
            view = connections;
        }
        return connections.now();
    }

    private Reply reload(ReloadOutcome outcome) {
        Reply reply = new Reply(outcome.isAccepted() ? ReplyStatus.DONE : ReplyStatus.REFUSED, version);
        outcome.mistakes().forEach(reply::say);
        outcome.warnings().forEach(reply::say);
        return reply.add(new Fields().with("connections", outcome.connections()));
    }

    private Reply detach(AgentControl control) throws InterruptedException {
        long open = control.status().counts().connections();
        Thread thread = Agent.thread();
        control.detach();
        ConnectionsPublisher.endAll();
        if (thread != null) {
            DaemonThreads.awaitTermination(thread, PATIENCE_MILLIS);
        }
        return new Reply(ReplyStatus.DONE, version).add(new Fields().with("connections", open));
    }
}
