// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

/** The source of a value: a line and column of a file, a file as a whole, or the name of an override. Immutable. */
public final class SourceLocation {

    private final String name;
    private final int line;
    private final int column;

    private SourceLocation(String name, int line, int column) {
        this.name = MessageText.path(name);
        this.line = line;
        this.column = column;
    }

    /** A file as a whole, or a source without lines. */
    public static SourceLocation of(String name) {
        return new SourceLocation(name, 0, 0);
    }

    /** A location in a file; line and column are counted from 1. */
    public static SourceLocation of(String file, int line, int column) {
        return new SourceLocation(file, line, column);
    }

    String name() {
        return name;
    }

    public int line() {
        return line;
    }

    int column() {
        return column;
    }

    boolean isSameAs(SourceLocation that) {
        return line == that.line && column == that.column && name.equals(that.name);
    }

    /** As in {@code config.yaml:12}. */
    public String withoutColumn() {
        return line == 0 ? name : name + ":" + line;
    }

    /** As in {@code config.yaml:12:7}. */
    @Override
    public String toString() {
        return line == 0 ? name : name + ":" + line + ":" + column;
    }
}
