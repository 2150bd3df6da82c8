// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.ConfigReader;
import io.keepalive.agent.config.Reading;
import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.management.AgentControl;
import io.keepalive.agent.management.AgentCounts;
import io.keepalive.agent.management.AgentStatus;
import io.keepalive.agent.management.ConnectionSnapshot;
import io.keepalive.agent.management.ReloadOutcome;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.report.counters.Counters;
import java.util.Collections;
import java.util.List;

/** Controls the agent that runs in {@link AgentLoop}: reads on the caller's thread, changes on the loop's thread. */
final class LoopControl implements AgentControl, ConfigReader.Listener {

    private final AgentLoop loop;
    private final CommandQueue commands;
    private volatile Runnable closeReplies;

    LoopControl(AgentLoop loop, CommandQueue commands) {
        this.loop = loop;
        this.commands = commands;
    }

    @Override
    public AgentStatus status() {
        Config config = loop.config();
        return new AgentStatus(
                AgentInfo.version(),
                AgentInfo.jvm(),
                config.policy().mode(),
                config.environment(),
                config.file(),
                AgentInfo.settings(config, loop.components()),
                loop.problems(),
                counts(loop.components()));
    }

    private AgentCounts counts(AgentComponents components) {
        Counters counters = loop.counters();
        return new AgentCounts(
                components == null ? 0 : components.connections(),
                components == null ? 0 : components.suspects(),
                components == null ? 0 : components.stalled(),
                counters.deadPeers().total(),
                counters.opened(DiscoveredBy.ADOPTED),
                counters.appChanges().total(),
                counters.agentErrors());
    }

    @Override
    public List<ConnectionSnapshot> connections() {
        AgentComponents components = loop.components();
        return components == null ? Collections.emptyList() : components.snapshots();
    }

    /** Reads the file on the caller's thread: the agent's own thread does not wait for a file system. */
    @Override
    public ReloadOutcome reload() {
        Reading reading = loop.reader().read();
        return commands.call(() -> loop.apply(reading));
    }

    /** Does not wait, because this is the reader's thread. */
    @Override
    public void changed(Reading reading) {
        commands.post(() -> loop.applyChange(reading));
    }

    @Override
    public void failed(Throwable failure) {
        loop.readerFailed(failure);
    }

    @Override
    public void setMode(Mode mode) {
        commands.call(() -> {
            loop.force(mode);
            return null;
        });
    }

    @Override
    public void followConfiguredMode() {
        setMode(null);
    }

    @Override
    public void beforeCheckpoint(Runnable close) {
        closeReplies = close;
    }

    /** Ends the replies that are being written. */
    void closeReplies() {
        Runnable close = closeReplies;
        if (close != null) {
            close.run();
        }
    }

    @Override
    public void detach() {
        commands.call(() -> {
            loop.end();
            return null;
        });
    }
}
