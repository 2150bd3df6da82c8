package io.keepalive.agent.entry;

import io.keepalive.agent.JdkTool;
import io.keepalive.agent.control.AgentControl;
import io.keepalive.agent.control.AgentCounts;
import io.keepalive.agent.control.AgentStatus;
import io.keepalive.agent.control.ReloadOutcome;
import io.keepalive.agent.loop.Start;
import io.keepalive.agent.remote.Answer;
import io.keepalive.agent.remote.Letter;
import io.keepalive.agent.remote.Record;
import io.keepalive.agent.remote.Reply;
import io.keepalive.agent.remote.Request;
import io.keepalive.agent.report.AgentThread;
import io.keepalive.agent.report.FailureReason;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Locale;

/** Does what the command line wants of the agent in this JVM. On the JVM's attach thread. */
final class Messenger {

    /** For the agent's start and its end, which take a fraction of that; the JVM attaches nobody else meanwhile. */
    private static final long PATIENCE_MILLIS = 30_000;

    private final Letter letter;
    private final String version;
    private final Instrumentation instrumentation;
    /** Of somebody who looks on, or null. */
    private View view;

    /**
     * @param letter which this closes when nothing more is written into it
     * @param version of the first jar that this JVM has loaded, which stays for the life of the JVM
     */
    Messenger(Letter letter, String version, Instrumentation instrumentation) {
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
        AgentControl control = Start.ofThisAgent().control();
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
        List<String> why = Start.ofThisAgent().refusal();
        if (!why.isEmpty()) {
            Reply refused = new Reply(Answer.REFUSED, version);
            why.forEach(refused::say);
            return refused;
        }
        return new Reply(Agent.thread() == null ? Answer.ABSENT : Answer.STARTING, version);
    }

    private Reply refusal(String why) {
        return new Reply(Answer.REFUSED, version).say(why);
    }

    private Reply attach(Request request) throws InterruptedException {
        if (JdkTool.isRunning()) {
            return refusal("this is a tool of the JDK, which the agent leaves alone");
        }
        AgentControl control = Start.ofThisAgent().control();
        if (control != null) {
            AgentStatus status = control.status();
            return refusal("keepalive-agent " + version + " is there already, mode " + lower(status.mode())
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
        Start start = Start.ofThisAgent();
        if (!start.await(PATIENCE_MILLIS)) {
            return none();
        }
        return start.control() != null ? status(start.control().status()) : none();
    }

    private Reply status(AgentStatus status) {
        AgentCounts counts = status.counts();
        Reply reply = new Reply(Answer.DONE, version)
                .add(new Record()
                        .with("version", status.version())
                        .with("jvm", status.jvm())
                        .with("mode", lower(status.mode()))
                        .with("environment", status.environment())
                        .with("config.file", status.configFile())
                        .with("connections", counts.connections())
                        .with("peers.suspect", counts.suspectPeers())
                        .with("peers.dead", counts.deadPeers())
                        .with("adopted", counts.adopted())
                        .with("app.changes", counts.appChanges())
                        .with("agent.errors", counts.agentErrors()));
        status.settings().forEach(setting -> reply.add(new Record().with("setting", setting)));
        return reply;
    }

    private Reply connections(AgentControl control, Request request) {
        View connections = new View(control, letter, version);
        if (request.everyMillis() > 0) {
            view = connections;
        }
        return connections.now();
    }

    private Reply reload(ReloadOutcome outcome) {
        Reply reply = new Reply(outcome.isAccepted() ? Answer.DONE : Answer.REFUSED, version);
        outcome.mistakes().forEach(reply::say);
        outcome.warnings().forEach(reply::say);
        return reply.add(new Record().with("connections", outcome.connections()));
    }

    private Reply detach(AgentControl control) throws InterruptedException {
        long open = control.status().counts().connections();
        Thread thread = Agent.thread();
        control.detach();
        View.endAll();
        if (thread != null) {
            AgentThread.awaitEnd(thread, PATIENCE_MILLIS);
        }
        return new Reply(Answer.DONE, version).add(new Record().with("connections", open));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
