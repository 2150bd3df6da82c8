// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Formats a moment as ISO 8601 in UTC with milliseconds, always of the same length. A DateTimeFormatter would cost the
 * first line of the log several milliseconds.
 */
public final class Timestamp {

    private Timestamp() {}

    /** @param millis since 1970 */
    public static String of(long millis) {
        int nanos = (int) Math.floorMod(millis, 1_000L) * 1_000_000;
        LocalDateTime moment = LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1_000L), nanos, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder("0000-00-00T00:00:00.000Z".length());
        append(moment.getYear(), 4, '-', text);
        append(moment.getMonthValue(), 2, '-', text);
        append(moment.getDayOfMonth(), 2, 'T', text);
        append(moment.getHour(), 2, ':', text);
        append(moment.getMinute(), 2, ':', text);
        append(moment.getSecond(), 2, '.', text);
        append(nanos / 1_000_000, 3, 'Z', text);
        return text.toString();
    }

    private static void append(int number, int digits, char end, StringBuilder text) {
        String decimal = Integer.toString(number);
        for (int i = decimal.length(); i < digits; i++) {
            text.append('0');
        }
        text.append(decimal).append(end);
    }
}
