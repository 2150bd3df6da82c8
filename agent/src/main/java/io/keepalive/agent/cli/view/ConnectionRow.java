package io.keepalive.agent.cli.view;

import io.keepalive.agent.attach.protocol.Fields;
import io.keepalive.agent.kernel.KeepaliveSettings;
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
            .thenComparing(row -> -row.record.number("age.ms"))
            .thenComparing(row -> row.record.number("connection.id"));

    private static final List<String> HEADING = Collections.unmodifiableList(Arrays.asList(
            "ID", "DIR", "LOCAL", "PEER", "RULE", "STATE", "KEEPALIVE", "USER-TIMEOUT", "PROBES", "AGE", "OPENED BY"));

    /** The longest of IPv4 with its port. */
    private static final int ADDRESS = 21;

    private static final int NAME = 8;

    private static final List<String> STATES = Arrays.asList("dead", "suspect", "half_closed", "open");

    /** The fields of JSON in their order; those that are not told here are texts. */
    private static final List<String> FIELDS = Arrays.asList(
            "connection.id",
            "direction",
            "network.local.address",
            "network.local.port",
            "network.peer.address",
            "network.peer.port",
            "peer.host",
            "rule",
            "mode",
            "state",
            "keepalive.enabled",
            "keepalive.idle.s",
            "keepalive.interval.s",
            "keepalive.count",
            "keepalive.user_timeout.ms",
            "probes",
            "retransmits",
            "age.ms",
            "via",
            "opened.thread",
            "opened.at");

    private static final List<String> NUMBERS = Arrays.asList(
            "connection.id",
            "network.local.port",
            "network.peer.port",
            "keepalive.idle.s",
            "keepalive.interval.s",
            "keepalive.count",
            "keepalive.user_timeout.ms",
            "probes",
            "retransmits",
            "age.ms");

    private final Fields record;

    ConnectionRow(Fields record) {
        this.record = record;
    }

    /** Suspect or dead. */
    boolean isTroubled() {
        return rank() <= 1;
    }

    private int rank() {
        int rank = STATES.indexOf(record.get("state"));
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
        for (String field : FIELDS) {
            String value = record.get(field);
            if (value != null) {
                object.put(field, typed(field, value));
            }
        }
        return object;
    }

    private Object typed(String field, String value) {
        if (NUMBERS.contains(field)) {
            return record.number(field);
        }
        return field.equals("keepalive.enabled") ? (Object) Boolean.valueOf(value) : value;
    }

    /** In the order of {@link #HEADING}. */
    List<String> cells() {
        return Arrays.asList(
                text("connection.id"),
                "inbound".equals(record.get("direction")) ? "in" : "out",
                endpoint("network.local"),
                (record.get("peer.host") == null ? "" : record.get("peer.host") + "/") + endpoint("network.peer"),
                text("rule"),
                state(),
                keepalive(),
                userTimeout(),
                text("probes"),
                DurationFormat.of(record.number("age.ms")),
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
        String state = text("state").replace('_', '-');
        return "enforce".equals(record.get("mode")) ? state : state + " (" + text("mode") + ")";
    }

    private String keepalive() {
        return "true".equals(record.get("keepalive.enabled"))
                ? text("keepalive.idle.s") + "s/" + text("keepalive.interval.s") + "s/" + text("keepalive.count")
                : "off";
    }

    private String userTimeout() {
        return KeepaliveSettings.userTimeoutText((int) record.number("keepalive.user_timeout.ms"));
    }

    private String openedBy() {
        String thread = record.get("opened.thread");
        String at = record.get("opened.at");
        if (thread == null) {
            return "adopted".equals(record.get("via")) ? "(adopted)" : "";
        }
        return at == null ? thread : thread + " at " + at;
    }

    private String text(String field) {
        String value = record.get(field);
        return value == null ? "?" : value;
    }
}
