// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.view;

import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.text.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The connections of another JVM at one moment, as a table that fits a terminal, and as JSON. Pure. */
public final class ConnectionList {

    private static final String BOLD_RED = "\u001b[1;31m";
    private static final String PLAIN = "\u001b[0m";

    private final long pid;
    private final Reply reply;
    private final List<ConnectionRow> rows;

    public ConnectionList(long pid, Reply reply) {
        this.pid = pid;
        this.reply = reply;
        this.rows = reply.entries().stream()
                .map(ConnectionRow::new)
                .sorted(ConnectionRow.ORDER)
                .collect(Collectors.toList());
    }

    /**
     * One JSON document.
     *
     * @param limit the number of connections to include, 0 for all; {@code omitted} is the number of the others
     */
    public String json(int limit) {
        int shown = shown(limit);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("pid", pid);
        document.put("version", reply.version());
        document.put(
                "connections",
                rows.subList(0, shown).stream().map(ConnectionRow::object).collect(Collectors.toList()));
        if (shown < rows.size()) {
            document.put("omitted", rows.size() - shown);
        }
        return JsonText.document(document);
    }

    /**
     * A table, and a line with the counts.
     *
     * @param limit the number of rows to show, 0 for all
     * @param width the width of a line, 0 for no limit
     * @param colours whether suspect and dead connections are coloured
     */
    public List<String> lines(int limit, int width, boolean colours) {
        int shown = shown(limit);
        TextTable table = ConnectionRow.table();
        rows.subList(0, shown).forEach(row -> table.add(row.cells()));
        List<String> lines = new ArrayList<>(table.lines(width));
        for (int i = 0; colours && i < shown; i++) {
            if (rows.get(i).isSuspectOrDead()) {
                lines.set(i + 1, BOLD_RED + lines.get(i + 1) + PLAIN);
            }
        }
        lines.add(summary(shown));
        return lines;
    }

    private int shown(int limit) {
        return limit > 0 ? Math.min(limit, rows.size()) : rows.size();
    }

    private String summary(int shown) {
        long suspectOrDead =
                rows.stream().filter(ConnectionRow::isSuspectOrDead).count();
        String counts = rows.size() + " open, " + suspectOrDead + " suspect or dead";
        return shown == rows.size()
                ? counts
                : counts + "; " + (rows.size() - shown) + " more with --limit 0, or into a pipe";
    }
}
