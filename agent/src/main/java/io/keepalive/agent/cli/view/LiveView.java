// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.view;

import java.io.PrintWriter;
import java.util.List;

/**
 * Shows a table repeatedly: on a terminal it replaces the one before, elsewhere the tables follow each other, separated
 * by an empty line. Uses control sequences of ECMA-48.
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
        this.inPlace = terminal.exists();
    }

    /** Shows the lines. */
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

    /** Shows the terminal's cursor again. */
    public synchronized void close() {
        if (inPlace && used) {
            out.print(SHOW_CURSOR);
            out.flush();
        }
    }
}
