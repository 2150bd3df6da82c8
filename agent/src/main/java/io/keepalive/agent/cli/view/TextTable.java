package io.keepalive.agent.cli.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rows in columns as wide as what is in them. Where that is too wide, some columns are cut, and where that is not enough,
 * some are left out. Pure.
 */
public final class TextTable {

    private static final String BETWEEN = "  ";
    private static final char CUT = '~';

    private final List<List<String>> rows = new ArrayList<>();
    private final Map<Integer, Integer> leastWidths = new LinkedHashMap<>();
    private final List<Integer> dispensable = new ArrayList<>();

    public TextTable(List<String> heading) {
        add(heading);
    }

    /** This column, counted from 0, may be cut, but to no less than so many characters. */
    public TextTable cutting(int column, int leastWidth) {
        leastWidths.put(column, leastWidth);
        return this;
    }

    /** These columns may be left out, the first one first. */
    TextTable leavingOut(Integer... columns) {
        dispensable.addAll(Arrays.asList(columns));
        return this;
    }

    /** Adds a row; control characters in it are escaped. */
    public void add(List<String> row) {
        rows.add(row.stream().map(TerminalText::text).collect(Collectors.toList()));
    }

    /** @param width of a line, or 0 where it does not matter */
    public List<String> lines(int width) {
        int[] widths = widths();
        if (width > 0) {
            leaveOut(widths, width);
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

    /** A column without a width is left out. */
    private void leaveOut(int[] widths, int width) {
        for (int column : dispensable) {
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

    /** Takes from the widest of those that may be cut, one character at a time. */
    private void shrink(int[] widths, int width) {
        for (int tooMuch = total(widths) - width; tooMuch > 0; tooMuch--) {
            int widest = -1;
            for (Map.Entry<Integer, Integer> least : leastWidths.entrySet()) {
                int column = least.getKey();
                boolean mayGiveWay = widths[column] > least.getValue();
                widest = mayGiveWay && (widest < 0 || widths[column] > widths[widest]) ? column : widest;
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
