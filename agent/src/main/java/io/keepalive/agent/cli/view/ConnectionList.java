package io.keepalive.agent.cli.view;

import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.text.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The connections of another JVM at one moment, as text for a terminal of some size, and as JSON. Pure. */
public final class ConnectionList {

    private static final String BOLD_RED = "\u001b[1;31m";
    private static final String PLAIN = "\u001b[0m";

    private final long pid;
    private final Reply reply;
    private final List<ConnectionRow> rows;

    public ConnectionList(long pid, Reply reply) {
        this.pid = pid;
        this.reply = reply;
        this.rows = reply.records().stream()
                .map(ConnectionRow::new)
                .sorted(ConnectionRow.ORDER)
                .collect(Collectors.toList());
    }

    /**
     * One document.
     *
     * @param most connections that are shown, 0 for all; then {@code omitted} says how many more there are
     */
    public String json(int most) {
        int shown = shown(most);
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
     * A table, and how many connections there are.
     *
     * @param most rows that are shown, 0 for all
     * @param width of a line, 0 for as wide as it takes
     * @param colours whether troubled connections stand out
     */
    public List<String> lines(int most, int width, boolean colours) {
        int shown = shown(most);
        TextTable table = ConnectionRow.table();
        rows.subList(0, shown).forEach(row -> table.add(row.cells()));
        List<String> lines = new ArrayList<>(table.lines(width));
        for (int i = 0; colours && i < shown; i++) {
            if (rows.get(i).isTroubled()) {
                lines.set(i + 1, BOLD_RED + lines.get(i + 1) + PLAIN);
            }
        }
        lines.add(summary(shown));
        return lines;
    }

    private int shown(int most) {
        return most > 0 ? Math.min(most, rows.size()) : rows.size();
    }

    private String summary(int shown) {
        long troubled = rows.stream().filter(ConnectionRow::isTroubled).count();
        String counts = rows.size() + " open, " + troubled + " suspect or dead";
        return shown == rows.size()
                ? counts
                : counts + "; " + (rows.size() - shown) + " more with --limit 0, or into a pipe";
    }
}
