package io.keepalive.agent.cli.view;

import java.io.PrintWriter;
import java.util.List;

/**
 * Where a table is shown again and again: on a terminal in the place of the one before, elsewhere one after the other
 * with an empty line between. Control sequences of ECMA-48.
 */
public final class LiveView {

    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String CLEAR = "\u001b[2J";
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_LINE_END = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintWriter out;
    private final boolean inPlace;
    private boolean used;

    public LiveView(PrintWriter out, Terminal terminal) {
        this.out = out;
        this.inPlace = terminal.isThere();
    }

    /** In the place of what it showed before. */
    public synchronized void show(List<String> lines) {
        if (inPlace) {
            out.print(used ? HOME : HIDE_CURSOR + CLEAR + HOME);
            lines.forEach(line -> out.print(line + CLEAR_LINE_END + "\n"));
            out.print(CLEAR_BELOW);
        } else {
            out.print(used ? "\n" : "");
            lines.forEach(line -> out.print(line + "\n"));
        }
        used = true;
        out.flush();
    }

    /** Leaves the terminal as it was found. */
    public synchronized void close() {
        if (inPlace && used) {
            out.print(SHOW_CURSOR);
            out.flush();
        }
    }
}
