package io.keepalive.agent.report;

/** A line for people: {@code 2026-11-22T07:00:00.123Z WARN  [keepalive] peer dead: ...}. */
final class TextLine implements LineFormat {

    /** The length of the longest level's name, so that lines stand in columns. */
    private static final int LEVEL_WIDTH = 5;

    @Override
    public String line(Event event) {
        StringBuilder line = new StringBuilder(256);
        line.append(Timestamp.of(event.atMillis())).append(' ');
        appendLevel(event.level().name(), line);
        line.append(" [keepalive] ");
        Escaping.appendPlain(event.sentence(), line);
        return line.toString();
    }

    private static void appendLevel(String level, StringBuilder line) {
        line.append(level);
        for (int i = level.length(); i < LEVEL_WIDTH; i++) {
            line.append(' ');
        }
    }
}
