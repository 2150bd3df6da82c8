// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.view;

import io.keepalive.agent.attach.protocol.Fields;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.text.ConnectionField;
import io.keepalive.agent.text.DurationFormat;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A connection of another JVM as a row of a table and as a JSON object. */
final class ConnectionRow {

    /** Dead first, then suspect, stalled, half-closed and open; within a state the oldest first. */
    static final Comparator<ConnectionRow> ORDER = Comparator.comparingInt(ConnectionRow::rank)
            .thenComparing(row -> -row.fields.number("age.ms"))
            .thenComparing(row -> row.fields.number("connection.id"));

    private static final List<String> HEADING = Collections.unmodifiableList(Arrays.asList(
            "ID",
            "DIR",
            "LOCAL",
            "PEER",
            "RULE",
            "STATE",
            "KEEPALIVE",
            "USER-TIMEOUT",
            "BUSY",
            "PROBES",
            "AGE",
            "OPENED BY"));

    /** The longest IPv4 address with a port. */
    private static final int ADDRESS = 21;

    private static final int NAME = 8;

    private static final List<String> STATES = Arrays.asList("dead", "suspect", "stalled", "half_closed", "open");

    private final Fields fields;

    ConnectionRow(Fields fields) {
        this.fields = fields;
    }

    boolean isSuspectOrDead() {
        return rank() <= 1;
    }

    private int rank() {
        int rank = STATES.indexOf(fields.get("state"));
        return rank < 0 ? STATES.size() : rank;
    }

    /** An empty table; on a narrow terminal it omits the least important columns. */
    static TextTable table() {
        return new TextTable(HEADING)
                .cuttable(2, ADDRESS)
                .cuttable(3, ADDRESS)
                .cuttable(4, NAME)
                .cuttable(11, NAME)
                .omitting(11, 2, 7, 8);
    }

    /** Fields without a value are omitted. */
    Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String field : ConnectionField.names()) {
            String value = fields.get(field);
            if (value != null) {
                object.put(field, typed(field, value));
            }
        }
        return object;
    }

    private Object typed(String field, String value) {
        if (ConnectionField.isNumber(field)) {
            return fields.number(field);
        }
        return ConnectionField.isFlag(field) ? (Object) Boolean.valueOf(value) : value;
    }

    /** In the order of {@link #HEADING}. */
    List<String> cells() {
        return Arrays.asList(
                text("connection.id"),
                "inbound".equals(fields.get("direction")) ? "in" : "out",
                endpoint("network.local"),
                (fields.get("peer.host") == null ? "" : fields.get("peer.host") + "/") + endpoint("network.peer"),
                text("rule"),
                state(),
                keepalive(),
                userTimeout(),
                busyTimeout(),
                text("probes"),
                DurationFormat.of(fields.number("age.ms")),
                openedBy());
    }

    private String endpoint(String end) {
        String address = fields.get(end + ".address");
        if (address == null) {
            return "?";
        }
        int scope = address.indexOf('%');
        String plain = scope < 0 ? address : address.substring(0, scope);
        return (plain.indexOf(':') < 0 ? plain : "[" + plain + "]") + ":" + fields.number(end + ".port");
    }

    /** The state, with the mode unless that is enforce. */
    private String state() {
        String state = text("state").replace('_', '-');
        return "enforce".equals(fields.get("mode")) ? state : state + " (" + text("mode") + ")";
    }

    private String keepalive() {
        return "true".equals(fields.get("keepalive.enabled"))
                ? text("keepalive.idle.s") + "s/" + text("keepalive.interval.s") + "s/" + text("keepalive.count")
                : "off";
    }

    private String userTimeout() {
        String text = KeepaliveSettings.userTimeoutText((int) fields.number(ConnectionField.USER_TIMEOUT));
        return isArmed() ? text + " (armed)" : text;
    }

    /** How long data may stay unacknowledged before the peer counts as dead: the shorter of the two timeouts. */
    private String busyTimeout() {
        long busyTimeout = fields.number(ConnectionField.BUSY_TIMEOUT);
        long userTimeout = fields.number(ConnectionField.USER_TIMEOUT);
        boolean isUserTimeout = userTimeout > 0 && !isArmed() && (busyTimeout <= 0 || userTimeout < busyTimeout);
        long millis = isUserTimeout ? userTimeout : busyTimeout;
        return millis > 0 ? DurationFormat.exact(millis) : "off";
    }

    /** Whether the agent has set the user timeout until the silent peer answers. */
    private boolean isArmed() {
        return "true".equals(fields.get(ConnectionField.USER_TIMEOUT_ARMED));
    }

    private String openedBy() {
        String thread = fields.get("opened.thread");
        String at = fields.get("opened.at");
        if (thread == null) {
            return "adopted".equals(fields.get("via")) ? "(adopted)" : "";
        }
        return at == null ? thread : thread + " at " + at;
    }

    private String text(String field) {
        String value = fields.get(field);
        return value == null ? "?" : value;
    }
}
