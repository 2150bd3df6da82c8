package io.keepalive.agent.runtime;

import io.keepalive.agent.config.Config;
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

/** The control of the agent that runs in {@link AgentLoop}: reads on the caller's thread, changes on the loop's. */
final class LoopControl implements AgentControl {

    private final AgentLoop loop;
    private final CommandQueue commands;
    private final Counters tally;

    LoopControl(AgentLoop loop, CommandQueue commands, Counters tally) {
        this.loop = loop;
        this.commands = commands;
        this.tally = tally;
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
                AgentInfo.settings(config),
                counts(loop.assembly()));
    }

    private AgentCounts counts(AgentComponents assembly) {
        return new AgentCounts(
                assembly == null ? 0 : assembly.connections(),
                assembly == null ? 0 : assembly.suspects(),
                tally.deadPeers().total(),
                tally.opened(DiscoveredBy.ADOPTED),
                tally.appChanges().total(),
                tally.agentErrors());
    }

    @Override
    public List<ConnectionSnapshot> connections() {
        AgentComponents assembly = loop.assembly();
        return assembly == null ? Collections.emptyList() : assembly.snapshots();
    }

    /** The file is read before the agent's own thread is asked for anything: it does not wait for a file system. */
    @Override
    public ReloadOutcome reload() {
        Reading reading = loop.reader().read();
        return commands.call(() -> loop.use(reading));
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
    public void detach() {
        commands.call(() -> {
            loop.end();
            return null;
        });
    }
}
