// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jfr;

import io.keepalive.agent.text.ConnectionField;
import java.util.List;
import java.util.Map;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.Timespan;

/** Fields of a connection that every Flight Recorder event of the agent has. */
@Registered(false)
@Category("Keepalive")
abstract class ConnectionEvent extends Event {

    /** Flight Recorder's tools show this as a missing time span. */
    private static final long NO_TIMESPAN = Long.MIN_VALUE;

    private static final int UNKNOWN = -1;

    @Name("connectionId")
    @Label("Connection Id")
    @Description("Counts up in this process; the same as in the agent's log")
    long connectionId;

    @Name("localAddress")
    @Label("Local Address")
    String localAddress;

    @Name("localPort")
    @Label("Local Port")
    int localPort;

    @Name("peerAddress")
    @Label("Peer Address")
    String peerAddress;

    @Name("peerPort")
    @Label("Peer Port")
    int peerPort;

    @Name("peerHost")
    @Label("Peer Host")
    @Description("The host as the application wrote it")
    String peerHost;

    @Name("direction")
    @Label("Direction")
    @Description("Outbound: this process opened the connection; inbound: it accepted it")
    String direction;

    @Name("rule")
    @Label("Rule")
    @Description("The configuration rule that applies to the connection")
    String rule;

    @Name("keepaliveIdle")
    @Label("Keepalive Idle")
    @Description("TCP_KEEPIDLE: silence before the first probe")
    @Timespan(Timespan.SECONDS)
    long keepaliveIdle;

    @Name("keepaliveInterval")
    @Label("Keepalive Interval")
    @Description("TCP_KEEPINTVL: time between probes")
    @Timespan(Timespan.SECONDS)
    long keepaliveInterval;

    @Name("keepaliveCount")
    @Label("Keepalive Count")
    @Description("TCP_KEEPCNT: unanswered probes before the peer is given up")
    int keepaliveCount;

    @Name("userTimeout")
    @Label("User Timeout")
    @Description("TCP_USER_TIMEOUT: how long sent data may stay unacknowledged; 0 for the system's own limit")
    @Timespan(Timespan.MILLISECONDS)
    long userTimeout;

    @Name("openedBy")
    @Label("Opened By")
    @Description("The thread that opened the connection")
    String openedBy;

    @Name("openedAt")
    @Label("Opened At")
    @Description("The call that opened the connection, with stack-traces: opened")
    String openedAt;

    /** Copies the fields of the agent's event, by their names in the log. */
    void fill(Map<String, Object> fields) {
        connectionId = number(fields, ConnectionField.ID, UNKNOWN);
        localAddress = text(fields, ConnectionField.LOCAL_ADDRESS);
        localPort = integer(fields, ConnectionField.LOCAL_PORT);
        peerAddress = text(fields, ConnectionField.PEER_ADDRESS);
        peerPort = integer(fields, ConnectionField.PEER_PORT);
        peerHost = text(fields, ConnectionField.PEER_HOST);
        direction = text(fields, ConnectionField.DIRECTION);
        rule = text(fields, ConnectionField.RULE);
        keepaliveIdle = span(fields, ConnectionField.KEEPALIVE_IDLE);
        keepaliveInterval = span(fields, ConnectionField.KEEPALIVE_INTERVAL);
        keepaliveCount = integer(fields, ConnectionField.KEEPALIVE_COUNT);
        userTimeout = span(fields, ConnectionField.USER_TIMEOUT);
        openedBy = text(fields, ConnectionField.OPENED_THREAD);
        openedAt = text(fields, ConnectionField.OPENED_AT);
    }

    static String text(Map<String, Object> fields, String name) {
        Object value = fields.get(name);
        return value == null ? null : value.toString();
    }

    static String lines(Map<String, Object> fields, String name) {
        Object value = fields.get(name);
        if (!(value instanceof List)) {
            return null;
        }
        StringBuilder lines = new StringBuilder();
        for (Object line : (List<?>) value) {
            lines.append(lines.length() == 0 ? "" : "\n").append(line);
        }
        return lines.toString();
    }

    static int integer(Map<String, Object> fields, String name) {
        return (int) number(fields, name, UNKNOWN);
    }

    static long number(Map<String, Object> fields, String name) {
        return number(fields, name, UNKNOWN);
    }

    static long span(Map<String, Object> fields, String name) {
        return number(fields, name, NO_TIMESPAN);
    }

    private static long number(Map<String, Object> fields, String name, long unknown) {
        Object value = fields.get(name);
        return value instanceof Number ? ((Number) value).longValue() : unknown;
    }
}
