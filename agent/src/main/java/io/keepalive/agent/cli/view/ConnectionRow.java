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

/** A connection of another JVM as a row of a table, and as an object of JSON. */
final class ConnectionRow {

    /** The most troubled first, then the oldest. */
    static final Comparator<ConnectionRow> ORDER = Comparator.comparingInt(ConnectionRow::rank)
            .thenComparing(row -> -row.record.number(ConnectionField.AGE))
            .thenComparing(row -> row.record.number(ConnectionField.ID));

    private static final List<String> HEADING = Collections.unmodifiableList(Arrays.asList(
            "ID", "DIR", "LOCAL", "PEER", "RULE", "STATE", "KEEPALIVE", "USER-TIMEOUT", "PROBES", "AGE", "OPENED BY"));

    /** The longest of IPv4 with its port. */
    private static final int ADDRESS = 21;

    private static final int NAME = 8;

    private static final List<String> STATES = Arrays.asList("dead", "suspect", "half_closed", "open");

    private final Fields record;

    ConnectionRow(Fields record) {
        this.record = record;
    }

    /** Suspect or dead. */
    boolean isTroubled() {
        return rank() <= 1;
    }

    private int rank() {
        int rank = STATES.indexOf(record.get(ConnectionField.STATE));
        return rank < 0 ? STATES.size() : rank;
    }

    /** An empty table of them; on a narrow terminal without those columns that say least. */
    static TextTable table() {
        return new TextTable(HEADING)
                .cutting(2, ADDRESS)
                .cutting(3, ADDRESS)
                .cutting(4, NAME)
                .cutting(10, NAME)
                .leavingOut(10, 2, 7);
    }

    /** What is not known is left out. */
    Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String field : ConnectionField.names()) {
            String value = record.get(field);
            if (value != null) {
                object.put(field, typed(field, value));
            }
        }
        return object;
    }

    private Object typed(String field, String value) {
        if (ConnectionField.isNumber(field)) {
            return record.number(field);
        }
        return ConnectionField.isFlag(field) ? (Object) Boolean.valueOf(value) : value;
    }

    /** In the order of {@link #HEADING}. */
    List<String> cells() {
        return Arrays.asList(
                text(ConnectionField.ID),
                "inbound".equals(record.get(ConnectionField.DIRECTION)) ? "in" : "out",
                endpoint(ConnectionField.LOCAL),
                (record.get(ConnectionField.PEER_HOST) == null ? "" : record.get(ConnectionField.PEER_HOST) + "/")
                        + endpoint(ConnectionField.PEER),
                text(ConnectionField.RULE),
                state(),
                keepalive(),
                userTimeout(),
                text(ConnectionField.PROBES),
                DurationFormat.of(record.number(ConnectionField.AGE)),
                openedBy());
    }

    private String endpoint(String end) {
        String address = record.get(end + ".address");
        if (address == null) {
            return "?";
        }
        int scope = address.indexOf('%');
        String plain = scope < 0 ? address : address.substring(0, scope);
        return (plain.indexOf(':') < 0 ? plain : "[" + plain + "]") + ":" + record.number(end + ".port");
    }

    /** With the mode, where that is not to enforce. */
    private String state() {
        String state = text(ConnectionField.STATE).replace('_', '-');
        return "enforce".equals(record.get(ConnectionField.MODE))
                ? state
                : state + " (" + text(ConnectionField.MODE) + ")";
    }

    private String keepalive() {
        return "true".equals(record.get(ConnectionField.KEEPALIVE_ENABLED))
                ? text(ConnectionField.KEEPALIVE_IDLE) + "s/" + text(ConnectionField.KEEPALIVE_INTERVAL) + "s/"
                        + text(ConnectionField.KEEPALIVE_COUNT)
                : "off";
    }

    private String userTimeout() {
        return KeepaliveSettings.userTimeoutText((int) record.number(ConnectionField.USER_TIMEOUT));
    }

    private String openedBy() {
        String thread = record.get(ConnectionField.OPENED_THREAD);
        String at = record.get(ConnectionField.OPENED_AT);
        if (thread == null) {
            return "adopted".equals(record.get(ConnectionField.VIA)) ? "(adopted)" : "";
        }
        return at == null ? thread : thread + " at " + at;
    }

    private String text(String field) {
        String value = record.get(field);
        return value == null ? "?" : value;
    }
}
