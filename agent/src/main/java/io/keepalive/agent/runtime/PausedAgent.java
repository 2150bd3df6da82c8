// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import io.keepalive.agent.checkpoint.CheckpointResource;
import io.keepalive.agent.config.ConfigReader;
import io.keepalive.agent.event.agent.AgentEvent;
import io.keepalive.agent.report.Reporter;
import java.util.ArrayList;
import java.util.List;

/**
 * Closes every file and socket of the agent for a checkpoint of the JVM, and opens them again. On the agent's own thread.
 *
 * <p>Nothing of the time between is taken for silence: a connection that is gone afterwards is removed as closed, and no
 * call of a part is under way meanwhile that could count as hung.
 */
final class PausedAgent implements CheckpointPause.Agent {

    /* The limits for file systems, and for the sinks, which may also wait for a listener of the application. */
    private static final long READER_MILLIS = 2_000;
    private static final long REPORTER_MILLIS = 5_000;
    private static final long JAR_MILLIS = 2_000;

    private final AgentLoop loop;
    private final LoopControl control;
    private final ConfigReader reader;
    private final Reporter reporter;
    private final JarRelease jarRelease;
    private final List<String> stillOpen = new ArrayList<>();

    private PausedAgent(
            AgentLoop loop, LoopControl control, ConfigReader reader, Reporter reporter, JarRelease jarRelease) {
        this.loop = loop;
        this.control = control;
        this.reader = reader;
        this.reporter = reporter;
        this.jarRelease = jarRelease;
    }

    /**
     * Pauses and resumes the agent around each checkpoint from now on.
     *
     * @param commands of the agent's own thread
     * @throws ReflectiveOperationException where this JDK does not let the agent take part in checkpoints
     */
    static CheckpointResource register(
            AgentLoop loop,
            CommandQueue commands,
            LoopControl control,
            ConfigReader reader,
            Reporter reporter,
            JarRelease jarRelease)
            throws ReflectiveOperationException {
        CheckpointPause.warmUp();
        return CheckpointResource.register(
                new CheckpointPause(commands, new PausedAgent(loop, control, reader, reporter, jarRelease)));
    }

    @Override
    public void pause() {
        try {
            reportProblems();
            notice("paused for a checkpoint of this JVM (CRaC): the agent closes its files and sockets, and watches no"
                    + " connection until the restore");
            closeAll();
        } catch (RuntimeException | Error failure) {
            reporter.agentError("checkpoint", failure);
        }
    }

    /** A call that has not returned may keep a file open, and only the log before the checkpoint can name the reason. */
    private void reportProblems() {
        List<String> problems = loop.problems();
        if (!problems.isEmpty()) {
            limited("at this checkpoint: " + String.join("; ", problems)
                    + "; a checkpoint fails while one of these keeps a file open");
        }
    }

    private void closeAll() {
        stillOpen.clear();
        AgentComponents components = loop.components();
        if (components != null) {
            components.pause();
        }
        control.closeReplies();
        closed("the configuration file", reader.pause(READER_MILLIS));
        closed("the log, or the metrics port", reporter.pause(REPORTER_MILLIS));
        closed("its jar", jarRelease.release(JAR_MILLIS));
    }

    private void closed(String what, boolean isClosed) {
        if (!isClosed) {
            stillOpen.add(what);
        }
    }

    @Override
    public void resume() {
        try {
            reader.resume();
            reporter.resume();
            goOn();
        } catch (RuntimeException | Error failure) {
            reporter.agentError("checkpoint", failure);
        }
    }

    private void goOn() {
        AgentComponents components = loop.components();
        int gone = components == null ? 0 : components.removeGone();
        int open = components == null ? 0 : components.connections();
        if (!stillOpen.isEmpty()) {
            limited("before the checkpoint it could not close " + String.join(" and ", stillOpen)
                    + " in time; a checkpoint fails while a file is open");
        }
        notice("resumed after a checkpoint of this JVM (CRaC): " + open
                + (open == 1 ? " connection is open, " : " connections are open, ") + gone
                + (gone == 1 ? " that was open before has ended" : " that were open before have ended"));
    }

    private void notice(String sentence) {
        reporter.report(AgentEvent.notice(AgentInfo.of(loop.config()), sentence, AgentLoop.now()));
    }

    private void limited(String sentence) {
        reporter.report(AgentEvent.limited(AgentInfo.of(loop.config()), sentence, AgentLoop.now()));
    }
}
