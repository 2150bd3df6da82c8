// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table whose columns are as wide as their content. If a line is too wide, some columns are cut, and if that does not
 * suffice, some are omitted. Pure.
 */
public final class TextTable {

    private static final String BETWEEN = "  ";
    private static final char CUT = '~';

    private final List<List<String>> rows = new ArrayList<>();
    private final Map<Integer, Integer> leastWidths = new LinkedHashMap<>();
    private final List<Integer> omittable = new ArrayList<>();

    public TextTable(List<String> heading) {
        add(heading);
    }

    /** Allows cutting a column, counted from 0, to this width. */
    public TextTable cuttable(int column, int leastWidth) {
        leastWidths.put(column, leastWidth);
        return this;
    }

    /** Allows omitting these columns, in this order. */
    TextTable omitting(Integer... columns) {
        omittable.addAll(Arrays.asList(columns));
        return this;
    }

    /** Adds a row; control characters in it are escaped. */
    public void add(List<String> row) {
        rows.add(row.stream().map(TerminalText::text).collect(Collectors.toList()));
    }

    /** @param width the width of a line, or 0 for no limit */
    public List<String> lines(int width) {
        int[] widths = widths();
        if (width > 0) {
            omitColumns(widths, width);
            shrink(widths, width);
        }
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.toList());
    }

    private int[] widths() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    /** Sets the width of an omitted column to 0. */
    private void omitColumns(int[] widths, int width) {
        for (int column : omittable) {
            int[] least = widths.clone();
            leastWidths.forEach((cut, to) -> least[cut] = Math.min(least[cut], to));
            if (total(least) > width) {
                widths[column] = 0;
            }
        }
    }

    private static int total(int[] widths) {
        int columns = (int) Arrays.stream(widths).filter(width -> width > 0).count();
        return Arrays.stream(widths).sum() + BETWEEN.length() * (columns - 1);
    }

    /** Cuts the widest of the columns that may be cut, one character at a time. */
    private void shrink(int[] widths, int width) {
        for (int tooMuch = total(widths) - width; tooMuch > 0; tooMuch--) {
            int widest = -1;
            for (Map.Entry<Integer, Integer> least : leastWidths.entrySet()) {
                int column = least.getKey();
                boolean isCuttable = widths[column] > least.getValue();
                widest = isCuttable && (widest < 0 || widths[column] > widths[widest]) ? column : widest;
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > 0) {
                line.append(line.length() == 0 ? "" : BETWEEN).append(cut(row.get(i), widths[i]));
                for (int padding = widths[i] - row.get(i).length(); padding > 0; padding--) {
                    line.append(' ');
                }
            }
        }
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ') {
            end--;
        }
        return line.substring(0, end);
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + CUT;
    }
}
