// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event.agent;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.EventFields;
import io.keepalive.agent.event.Level;
import io.keepalive.agent.event.StackTraceFormat;
import io.keepalive.agent.text.FailureReason;

/** A failure inside the agent. May be created on an application thread, so it builds its text later. */
public final class AgentError extends Event {

    private final AgentIdentity agent;
    private final String where;
    private final Throwable failure;
    private final long times;

    /**
     * @param agent identity of the agent
     * @param where the part of the agent, in words for people
     * @param failure the exception
     * @param times number of occurrences so far, at least 1
     * @param atMillis wall-clock time in milliseconds since 1970
     */
    public AgentError(AgentIdentity agent, String where, Throwable failure, long times, long atMillis) {
        super("agent.error", Level.ERROR, atMillis);
        this.agent = agent;
        this.where = where;
        this.failure = failure;
        this.times = times;
    }

    @Override
    public void addTo(EventFields fields) {
        agent.addTo(fields);
        fields.text("where", where)
                .number("times", times)
                .text("exception", FailureReason.of(failure))
                .list("stack", StackTraceFormat.of(FailureReason.rootCause(failure)));
    }

    @Override
    public String sentence() {
        return "agent error in " + where + ", the application is not affected: " + FailureReason.of(failure) + place()
                + (times == 1 ? "" : ", " + times + " times so far") + "; " + agent;
    }

    private String place() {
        return StackTraceFormat.of(FailureReason.rootCause(failure)).stream()
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
    }
}
