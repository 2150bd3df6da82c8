// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import io.keepalive.agent.event.Level;
import java.util.Objects;

/** The configuration's {@code report.log}: target and format of the log. Immutable. */
public final class LogSettings {

    /** Format of a log line. */
    public enum Format {
        /** Text for people. */
        TEXT,
        /** A JSON object per line, for tools. */
        JSON
    }

    /** Text on standard error from INFO up; a file is rolled at 10 MB, with five rolled files kept. */
    public static final LogSettings DEFAULT = new LogSettings(null, Format.TEXT, Level.INFO, 10_000_000L, 5);

    private final String file;
    private final Format format;
    private final Level level;
    private final long maxSizeBytes;
    private final int keep;

    /**
     * @param file path of the log file, or null for standard error
     * @param format text or JSON
     * @param level the lowest level that is written
     * @param maxSizeBytes size at which the file is rolled
     * @param keep number of rolled files, at least 1
     */
    public LogSettings(String file, Format format, Level level, long maxSizeBytes, int keep) {
        this.file = file;
        this.format = format;
        this.level = level;
        this.maxSizeBytes = maxSizeBytes;
        this.keep = keep;
    }

    /** The log file's path as in the configuration, or null for standard error. */
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

    /** A reload that changes nothing here leaves the log open, with what waits for it. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof LogSettings)) {
            return false;
        }
        LogSettings that = (LogSettings) other;
        return Objects.equals(file, that.file)
                && format == that.format
                && level == that.level
                && maxSizeBytes == that.maxSizeBytes
                && keep == that.keep;
    }

    @Override
    public int hashCode() {
        return Objects.hash(file, format, level, maxSizeBytes, keep);
    }
}
