// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event.agent;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.EventFields;
import io.keepalive.agent.event.Level;
import io.keepalive.agent.text.TopCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * An event about the agent itself. Builds its text when it is created, so it is created on the agent's own threads alone;
 * {@link AgentError}, which occurs on the application's threads too, builds its text later.
 */
public final class AgentEvent extends Event {

    private final EventFields fields;
    private final String sentence;
    private final List<String> details;

    private AgentEvent(
            String name, Level level, EventFields fields, String sentence, List<String> details, long atMillis) {
        super(name, level, atMillis);
        this.fields = fields;
        this.sentence = sentence;
        this.details = details;
    }

    private AgentEvent(String name, Level level, EventFields fields, String sentence, long atMillis) {
        this(name, level, fields, sentence, Collections.emptyList(), atMillis);
    }

    /**
     * The agent is at work.
     *
     * @param access how the agent accesses socket options on this platform, in words for people
     * @param main whether the application's main waited for the hooks
     * @param settings each effective value with its origin, such as {@code idle=30s (environment prod)}
     * @param warnings of the configuration
     */
    public static AgentEvent started(
            AgentIdentity agent,
            String access,
            MainStart main,
            List<String> settings,
            List<String> warnings,
            long atMillis) {
        EventFields fields = fields(agent).text("access", access);
        main.addTo(fields);
        fields.list("settings", settings).list("warnings", warnings);
        List<String> details = new ArrayList<>();
        if (main.isKnown()) {
            details.add(main.toString());
        }
        details.add("socket options by " + access);
        addSettings(settings, warnings, details);
        return new AgentEvent("agent.started", Level.INFO, fields, "started: " + agent, details, atMillis);
    }

    /** The agent does not start, or does nothing, for a reason in words for people. */
    public static AgentEvent disabled(AgentIdentity agent, String reason, long atMillis) {
        EventFields fields = fields(agent).text("reason", reason);
        return new AgentEvent("agent.disabled", Level.WARN, fields, "disabled: " + reason + "; " + agent, atMillis);
    }

    /**
     * The agent was detached.
     *
     * @param connections number of open connections whose options were restored
     */
    public static AgentEvent stopped(AgentIdentity agent, int connections, long atMillis) {
        return new AgentEvent(
                "agent.stopped",
                Level.INFO,
                fields(agent).number("connections", connections),
                "stopped: the options of " + connections + " open connections and the JDK's classes are restored; "
                        + agent,
                atMillis);
    }

    /**
     * Other settings are in force, for new connections and for open ones.
     *
     * @param what happened, in words for people, such as {@code configuration reloaded}
     * @param agent its identity under the new settings
     * @param settings each effective value with its origin
     * @param connections number of open connections
     * @param warnings of the configuration
     */
    public static AgentEvent reloaded(
            String what,
            AgentIdentity agent,
            List<String> settings,
            int connections,
            List<String> warnings,
            long atMillis) {
        List<String> details = new ArrayList<>();
        addSettings(settings, warnings, details);
        return new AgentEvent(
                "config.reloaded",
                Level.INFO,
                fields(agent)
                        .number("connections", connections)
                        .list("settings", settings)
                        .list("warnings", warnings),
                what + ", in force on " + connections + " open connections too: " + agent,
                details,
                atMillis);
    }

    /** An error in the configuration, which is therefore not used. */
    public static AgentEvent configRejected(AgentIdentity agent, String error, long atMillis) {
        EventFields fields = fields(agent).text("message", error);
        return new AgentEvent("config.rejected", Level.ERROR, fields, "config rejected: " + error, atMillis);
    }

    /** A part of the agent does not work here; the rest does. */
    public static AgentEvent limited(AgentIdentity agent, String what, long atMillis) {
        EventFields fields = fields(agent).text("message", what);
        return new AgentEvent("agent.error", Level.ERROR, fields, "agent limited: " + what, atMillis);
    }

    /** Information about the agent that is no failure. */
    public static AgentEvent notice(AgentIdentity agent, String what, long atMillis) {
        return new AgentEvent("agent.notice", Level.INFO, fields(agent).text("message", what), what, atMillis);
    }

    /** @param counts number of dropped events of each kind, see {@link Event#countedAs}; not empty */
    public static AgentEvent eventsDropped(Map<String, Long> counts, long atMillis) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        EventFields fields = new EventFields().number("omitted", total);
        counts.forEach((kind, count) -> fields.number("omitted." + kind, count));
        return new AgentEvent(
                "agent.error",
                Level.ERROR,
                fields,
                "report queue full: " + total + " events dropped (counted, not logged): " + TopCounts.text(counts),
                atMillis);
    }

    /** The log file cannot be written. */
    public static AgentEvent logFileFailed(String path, String reason, long atMillis) {
        return new AgentEvent(
                "agent.error",
                Level.ERROR,
                new EventFields().text("log.file", path).text("reason", reason),
                "cannot write the log file " + path + " (" + reason
                        + "): reports go to standard error until it can be written",
                atMillis);
    }

    private static EventFields fields(AgentIdentity agent) {
        EventFields fields = new EventFields();
        agent.addTo(fields);
        return fields;
    }

    private static void addSettings(List<String> settings, List<String> warnings, List<String> details) {
        details.addAll(settings);
        for (String warning : warnings) {
            details.add("warning: " + warning);
        }
    }

    @Override
    public void addTo(EventFields target) {
        target.addAll(fields);
    }

    @Override
    public String sentence() {
        return sentence;
    }

    @Override
    public List<String> details() {
        return Collections.unmodifiableList(details);
    }
}
