package io.keepalive.agent.event.agent;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.EventFields;
import io.keepalive.agent.event.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The agent is at work. */
public final class AgentStarted extends Event {

    private final AgentIdentity agent;
    private final String access;
    private final MainStart main;
    private final List<String> settings;
    private final List<String> warnings;

    /**
     * @param agent who started
     * @param access how socket options are reached on this platform, in words for people
     * @param main how the application's main went on
     * @param settings each effective value with where it came from, such as {@code idle=30s (environment prod)}
     * @param warnings what in the configuration is allowed and deserves a second look
     * @param atMillis when, in milliseconds since 1970
     */
    public AgentStarted(
            AgentIdentity agent,
            String access,
            MainStart main,
            List<String> settings,
            List<String> warnings,
            long atMillis) {
        super("agent.started", Level.INFO, atMillis);
        this.agent = agent;
        this.access = access;
        this.main = main;
        this.warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
        this.settings = Collections.unmodifiableList(new ArrayList<>(settings));
    }

    @Override
    public void addTo(EventFields fields) {
        agent.addTo(fields);
        fields.text("access", access);
        main.addTo(fields);
        fields.list("settings", settings).list("warnings", warnings);
    }

    @Override
    public String sentence() {
        return "started: " + agent;
    }

    @Override
    public List<String> details() {
        List<String> details = new ArrayList<>();
        if (main.isKnown()) {
            details.add(main.toString());
        }
        details.add("socket options by " + access);
        details.addAll(settings);
        details.addAll(Warnings.lines(warnings));
        return details;
    }
}
