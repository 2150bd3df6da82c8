package io.keepalive.agent.report;

import io.keepalive.agent.event.Level;

/** Where the log goes and what it looks like: the configuration's {@code report.log}. */
public final class LogSettings {

    /** How an event is written. */
    public enum Format {
        /** A line for people. */
        TEXT,
        /** A JSON object per line for tools. */
        JSON
    }

    /** Text on standard error from INFO up; a file, once one is given, rolls at 10 MB and keeps five. */
    public static final LogSettings DEFAULT = new LogSettings(null, Format.TEXT, Level.INFO, 10_000_000L, 5);

    private final String file;
    private final Format format;
    private final Level level;
    private final long maxSizeBytes;
    private final int keep;

    /**
     * @param file path of the log file, or null for standard error
     * @param format text or JSON
     * @param level the least level that is written
     * @param maxSizeBytes size at which the file is rolled
     * @param keep how many rolled files stay, 1 or more
     */
    public LogSettings(String file, Format format, Level level, long maxSizeBytes, int keep) {
        this.file = file;
        this.format = format;
        this.level = level;
        this.maxSizeBytes = maxSizeBytes;
        this.keep = keep;
    }

    /** The log file's path as it was written, or null for standard error. */
    public String file() {
        return file;
    }

    public Format format() {
        return format;
    }

    public Level level() {
        return level;
    }

    public long maxSizeBytes() {
        return maxSizeBytes;
    }

    public int keep() {
        return keep;
    }
}
