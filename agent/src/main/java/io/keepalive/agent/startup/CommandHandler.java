// SPDX-License-Identifier: Apache-2.0
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

/** Executes a request of the command line and writes the reply. On the JVM's attach thread. */
final class CommandHandler {

    /**
     * The limit for the agent's start or end, which take a fraction of it. The JVM accepts no other attach meanwhile.
     */
    private static final long TIMEOUT_MILLIS = 30_000;

    private final MessageFile messages;
    private final String version;
    private final Instrumentation instrumentation;
    /** Publishes the further replies of a request with an interval; null for every other request. */
    private ConnectionsPublisher publisher;

    /**
     * @param messages closed here after the last reply
     * @param version the version of the first agent jar that this JVM has loaded
     */
    CommandHandler(MessageFile messages, String version, Instrumentation instrumentation) {
        this.messages = messages;
        this.version = version;
        this.instrumentation = instrumentation;
    }

    /** Executes the request and replies, also after a failure. */
    void handle() throws IOException {
        boolean isLast = true;
        try {
            messages.write(reply());
            isLast = publisher == null;
        } finally {
            if (isLast) {
                messages.close();
            }
        }
        if (publisher != null) {
            publisher.start(messages.request().everyMillis());
        }
    }

    private Reply reply() {
        try {
            return replyTo(messages.request());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return refusal("interrupted");
        } catch (IllegalStateException notDone) {
            return refusal(notDone.getMessage());
        } catch (RuntimeException | LinkageError | VirtualMachineError failure) {
            return refusal("the agent failed: " + FailureReason.of(failure));
        }
    }

    private Reply replyTo(Request request) throws InterruptedException {
        if (request.command() == null) {
            return refusal("keepalive-agent " + version + " in that JVM does not know this command");
        }
        AgentControl control = StartupResult.ofThisAgent().control();
        switch (request.command()) {
            case ATTACH:
                return attach(request);
            case STATUS:
                return control == null ? notRunning() : status(control.status());
            case CONNECTIONS:
                return control == null ? notRunning() : connections(control, request);
            case RELOAD:
                return control == null ? notRunning() : reload(control.reload());
            default:
                return control == null ? notRunning() : detach(control);
        }
    }

    private Reply notRunning() {
        List<String> errors = StartupResult.ofThisAgent().errors();
        if (!errors.isEmpty()) {
            Reply refused = new Reply(ReplyStatus.REFUSED, version);
            errors.forEach(refused::addSentence);
            return refused;
        }
        return new Reply(Agent.thread() == null ? ReplyStatus.ABSENT : ReplyStatus.STARTING, version);
    }

    private Reply refusal(String reason) {
        return new Reply(ReplyStatus.REFUSED, version).addSentence(reason);
    }

    private Reply attach(Request request) throws InterruptedException {
        if (JdkTool.isRunning()) {
            return refusal("this is a tool of the JDK or the command line, in which the agent does not start");
        }
        AgentControl control = StartupResult.ofThisAgent().control();
        if (control != null) {
            AgentStatus status = control.status();
            return refusal(
                    "keepalive-agent " + version + " is already loaded, mode " + EnumWord.hyphenated(status.mode())
                            + ", configuration " + (status.configFile() == null ? "built in" : status.configFile())
                            + "; reload reads it again, detach removes the agent"
                            + (version.equals(request.version())
                                    ? ""
                                    : "; " + request.version() + " cannot replace it until this JVM restarts"));
        }
        if (Agent.thread() != null) {
            return notRunning();
        }
        if (!version.equals(request.version())) {
            return refusal("this JVM has loaded keepalive-agent " + version + " and keeps that version until it ends:"
                    + " " + request.version() + " cannot replace it");
        }
        Agent.attach(request.argument(), instrumentation);
        return started();
    }

    private Reply started() throws InterruptedException {
        StartupResult start = StartupResult.ofThisAgent();
        if (!start.await(TIMEOUT_MILLIS)) {
            return notRunning();
        }
        return start.control() != null ? status(start.control().status()) : notRunning();
    }

    private Reply status(AgentStatus status) {
        AgentCounts counts = status.counts();
        Reply reply = new Reply(ReplyStatus.DONE, version)
                .addEntry(new Fields()
                        .with("version", status.version())
                        .with("jvm", status.jvm())
                        .with("mode", EnumWord.of(status.mode()))
                        .with("environment", status.environment())
                        .with("config.file", status.configFile())
                        .with("connections", counts.connections())
                        .with("peers.suspect", counts.suspectPeers())
                        .with("peers.stalled", counts.stalledPeers())
                        .with("peers.dead", counts.deadPeers())
                        .with("adopted", counts.adopted())
                        .with("app.changes", counts.appChanges())
                        .with("agent.errors", counts.agentErrors()));
        status.settings().forEach(setting -> reply.addEntry(new Fields().with("setting", setting)));
        status.outOfService().forEach(part -> reply.addEntry(new Fields().with("out.of.service", part)));
        return reply;
    }

    private Reply connections(AgentControl control, Request request) {
        ConnectionsPublisher connections = new ConnectionsPublisher(control, messages, version);
        if (request.everyMillis() > 0) {
            publisher = connections;
            control.beforeCheckpoint(ConnectionsPublisher::closeAll);
        }
        return connections.now();
    }

    private Reply reload(ReloadOutcome outcome) {
        Reply reply = new Reply(outcome.isAccepted() ? ReplyStatus.DONE : ReplyStatus.REFUSED, version);
        outcome.errors().forEach(reply::addSentence);
        outcome.warnings().forEach(reply::addSentence);
        return reply.addEntry(new Fields().with("connections", outcome.connections()));
    }

    private Reply detach(AgentControl control) throws InterruptedException {
        long open = control.status().counts().connections();
        Thread thread = Agent.thread();
        control.detach();
        ConnectionsPublisher.stopAll();
        if (thread != null) {
            DaemonThreads.awaitTermination(thread, TIMEOUT_MILLIS);
        }
        return new Reply(ReplyStatus.DONE, version).addEntry(new Fields().with("connections", open));
    }
}
