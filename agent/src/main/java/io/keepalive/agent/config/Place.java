package io.keepalive.agent.config;

/** Where something was written: a line of a file, a file as a whole, or an override by its name. Immutable. */
final class Place {

    private final String name;
    private final int line;
    private final int column;

    private Place(String name, int line, int column) {
        this.name = Quoted.path(name);
        this.line = line;
        this.column = column;
    }

    /** A file as a whole, or a source that has no lines. */
    static Place of(String name) {
        return new Place(name, 0, 0);
    }

    /** A place in a file; line and column count from 1. */
    static Place of(String file, int line, int column) {
        return new Place(file, line, column);
    }

    String name() {
        return name;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    /** As in {@code config.yaml:12}. */
    String withoutColumn() {
        return line == 0 ? name : name + ":" + line;
    }

    /** As in {@code config.yaml:12:7}. */
    @Override
    public String toString() {
        return line == 0 ? name : name + ":" + line + ":" + column;
    }
}
