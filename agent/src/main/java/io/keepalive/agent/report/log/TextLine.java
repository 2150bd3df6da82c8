// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.text.BoundedText;
import io.keepalive.agent.text.Escaping;
import io.keepalive.agent.text.Timestamp;

/**
 * A line for people: {@code 2026-11-22T07:00:00.123Z WARN  [keepalive] peer dead: ...}. Details follow in lines that begin
 * with {@code [keepalive]} and blanks.
 */
public final class TextLine implements LineFormat {

    /** Length of the longest level's name, to align the columns. */
    private static final int LEVEL_WIDTH = 5;

    private static final String CONTINUED = System.lineSeparator() + "[keepalive]     ";

    @Override
    public String line(Event event) {
        StringBuilder line = new StringBuilder(256);
        line.append(Timestamp.of(event.atMillis())).append(' ');
        appendLevel(event.level().name(), line);
        line.append(" [keepalive] ");
        Escaping.appendPlain(BoundedText.sentence(event.sentence()), line);
        for (String detail : event.details()) {
            Escaping.appendPlain(BoundedText.sentence(detail), line.append(CONTINUED));
        }
        return line.toString();
    }

    private static void appendLevel(String level, StringBuilder line) {
        line.append(level);
        for (int i = level.length(); i < LEVEL_WIDTH; i++) {
            line.append(' ');
        }
    }
}
