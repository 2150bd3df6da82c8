// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import io.keepalive.agent.checkpoint.CheckpointResource;
import io.keepalive.agent.config.ConfigReader;
import io.keepalive.agent.event.agent.AgentEvent;
import io.keepalive.agent.report.Reporter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Closes every file and socket of the agent for a checkpoint of the JVM, and opens them again. On the agent's own thread.
 *
 * <p>Nothing of the time between is taken for silence: a connection that is gone afterwards is removed as closed, and no
 * call of a part is under way meanwhile that could count as hung.
 */
final class PausedAgent implements CheckpointPause.Agent {

    /** The limits for a file system, and for the sinks, which may also wait for a listener of the application. */
    private static final long READER_MILLIS = 2_000;

    private static final long REPORTER_MILLIS = 6_000;

    private final AgentLoop loop;
    private final LoopControl control;
    private final ConfigReader reader;
    private final Reporter reporter;
    private final List<String> stillOpen = new ArrayList<>();

    private PausedAgent(AgentLoop loop, LoopControl control, ConfigReader reader, Reporter reporter) {
        this.loop = loop;
        this.control = control;
        this.reader = reader;
        this.reporter = reporter;
    }

    /**
     * Pauses and resumes the agent around each checkpoint from now on.
     *
     * @param commands of the agent's own thread
     * @throws ReflectiveOperationException where this JDK does not let the agent take part in checkpoints
     */
    static CheckpointResource register(
            AgentLoop loop, CommandQueue commands, LoopControl control, ConfigReader reader, Reporter reporter)
            throws ReflectiveOperationException {
        return CheckpointResource.register(
                new CheckpointPause(commands, new PausedAgent(loop, control, reader, reporter)));
    }

    @Override
    public void pause() {
        try {
            notice("paused for a checkpoint of this JVM (CRaC): the agent closes its files and sockets, and watches no"
                    + " connection until the restore");
            closeAll();
        } catch (RuntimeException | Error failure) {
            reporter.agentError("checkpoint", failure);
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
        closed("its jar", openJar(false));
    }

    private void closed(String what, boolean isClosed) {
        if (!isClosed) {
            stillOpen.add(what);
        }
    }

    @Override
    public void resume() {
        try {
            reportJar(openJar(true));
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
        notice("resumed after a checkpoint of this JVM (CRaC): " + open + " connections are open, " + gone
                + " that were open before have ended");
    }

    private void reportJar(boolean isOpen) {
        if (!isOpen) {
            limited("its jar is missing or has changed since the checkpoint: the agent goes on with the classes that it"
                    + " keeps in memory, which takes as much heap as the jar has bytes; commands of the command line may"
                    + " fail");
        }
    }

    /** The class loader is of the application's class loader, and known here by a type of the JDK alone. */
    @SuppressWarnings("unchecked")
    private static boolean openJar(boolean isOpen) {
        ClassLoader loader = PausedAgent.class.getClassLoader();
        return !(loader instanceof Predicate) || ((Predicate<Boolean>) loader).test(isOpen);
    }

    private void notice(String sentence) {
        reporter.report(AgentEvent.notice(AgentInfo.of(loop.config()), sentence, AgentLoop.now()));
    }

    private void limited(String sentence) {
        reporter.report(AgentEvent.limited(AgentInfo.of(loop.config()), sentence, AgentLoop.now()));
    }
}
