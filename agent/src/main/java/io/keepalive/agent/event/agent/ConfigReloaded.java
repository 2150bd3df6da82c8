package io.keepalive.agent.event.agent;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.EventFields;
import io.keepalive.agent.event.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Other settings are in force, for new connections and for those that were open. */
public final class ConfigReloaded extends Event {

    private final String what;
    private final AgentIdentity agent;
    private final List<String> settings;
    private final List<String> warnings;
    private final int connections;

    /**
     * @param what has happened, in words for people, such as {@code configuration reloaded}
     * @param agent as it is now
     * @param settings each effective value with where it came from
     * @param connections how many were open
     * @param warnings what in the configuration is allowed and deserves a second look
     * @param atMillis when, in milliseconds since 1970
     */
    public ConfigReloaded(
            String what,
            AgentIdentity agent,
            List<String> settings,
            int connections,
            List<String> warnings,
            long atMillis) {
        super("config.reloaded", Level.INFO, atMillis);
        this.what = what;
        this.agent = agent;
        this.warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
        this.settings = Collections.unmodifiableList(new ArrayList<>(settings));
        this.connections = connections;
    }

    @Override
    public void addTo(EventFields fields) {
        agent.addTo(fields);
        fields.number("connections", connections).list("settings", settings).list("warnings", warnings);
    }

    @Override
    public String sentence() {
        return what + ", in force on " + connections + " open connections too: " + agent;
    }

    @Override
    public List<String> details() {
        List<String> details = new ArrayList<>(settings);
        details.addAll(Warnings.lines(warnings));
        return details;
    }
}
