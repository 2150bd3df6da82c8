// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jmx;

import io.keepalive.agent.management.ConnectionSnapshot;
import io.keepalive.agent.text.Addresses;
import io.keepalive.agent.text.EnumWord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** The open connections as an open type, which every console can show. Units as in the JSON log; -1 for unknown. */
final class ConnectionTable {

    private static final Map<String, Function<ConnectionSnapshot, Object>> COLUMNS = columns();
    private static final CompositeType ROW = row();

    static final TabularType TYPE = type();

    private ConnectionTable() {}

    private static Map<String, Function<ConnectionSnapshot, Object>> columns() {
        Map<String, Function<ConnectionSnapshot, Object>> columns = new LinkedHashMap<>();
        columns.put("id", ConnectionSnapshot::id);
        columns.put("direction", row -> EnumWord.of(row.direction()));
        columns.put("local", row -> Addresses.hostAndPort(row.local()));
        columns.put("peer", row -> Addresses.hostAndPort(row.peer()));
        columns.put("peerHost", ConnectionSnapshot::peerHost);
        columns.put("rule", ConnectionSnapshot::rule);
        columns.put("state", row -> EnumWord.of(row.state()));
        columns.put("keepalive", row -> row.settings().toString());
        columns.put("probes", row -> (long) row.probes());
        columns.put("retransmits", row -> (long) row.retransmits());
        columns.put("ageMillis", ConnectionSnapshot::ageMillis);
        columns.put("openedBy", ConnectionSnapshot::openedByThread);
        columns.put("openedAt", ConnectionSnapshot::openedAt);
        return columns;
    }

    private static CompositeType row() {
        String[] names = COLUMNS.keySet().toArray(new String[0]);
        OpenType<?>[] types = new OpenType<?>[names.length];
        for (int i = 0; i < names.length; i++) {
            types[i] = isNumber(names[i]) ? SimpleType.LONG : SimpleType.STRING;
        }
        try {
            return new CompositeType("Connection", "An open connection", names, names, types);
        } catch (OpenDataException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isNumber(String column) {
        return column.matches("id|probes|retransmits|ageMillis");
    }

    private static TabularType type() {
        try {
            return new TabularType("Connections", "The open connections", ROW, new String[] {"id"});
        } catch (OpenDataException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static TabularData of(List<ConnectionSnapshot> connections) throws OpenDataException {
        TabularData table = new TabularDataSupport(TYPE, Math.max(16, 2 * connections.size()), 0.75f);
        for (ConnectionSnapshot connection : connections) {
            Map<String, Object> row = new LinkedHashMap<>();
            COLUMNS.forEach((column, value) -> row.put(column, value.apply(connection)));
            table.put(new CompositeDataSupport(ROW, row));
        }
        return table;
    }
}
