// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import io.keepalive.agent.file.HeldFile;
import io.keepalive.agent.report.LogSettings;
import io.keepalive.agent.time.Clock;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A regular file to which lines are appended. Before it would exceed its maximum size it is renamed to FILE.0, the previous
 * FILE.0 to FILE.1 and so on; the oldest is deleted. For a link, its target is renamed.
 *
 * <p>Other processes may move, delete, truncate or replace the file, as logrotate does: within a second, lines go to the file
 * that has the name then, and its existing content counts towards the size.
 */
final class RollingFile implements LogWriter {

    /** Interval of checks which file has the name. */
    static final long CHECK_MILLIS = 1_000;

    /** Maximum attempts to open a file that another process keeps replacing. */
    private static final int OPEN_ATTEMPTS = 10;

    private final Path path;
    private final long maxSizeBytes;
    private final int keep;
    private final Clock time;

    private OutputStream stream;
    private LogFile file;
    private long size;
    private long checkAtMillis;

    private RollingFile(Path path, LogSettings settings, Clock time) {
        this.path = path;
        this.maxSizeBytes = settings.maxSizeBytes();
        this.keep = settings.keep();
        this.time = time;
    }

    /**
     * Opens the file, and creates missing folders.
     *
     * @throws IOException if it cannot be written or is no regular file
     */
    static RollingFile open(File file, LogSettings settings, Clock time) throws IOException {
        RollingFile rolling = new RollingFile(file.toPath(), settings, time);
        rolling.open();
        return rolling;
    }

    @Override
    public void write(String line) throws IOException {
        byte[] bytes = (line + '\n').getBytes(StandardCharsets.UTF_8);
        if (time.monotonicMillis() >= checkAtMillis || outgrows(bytes.length)) {
            checkFile();
        }
        if (outgrows(bytes.length)) {
            roll();
        }
        stream.write(bytes);
        size += bytes.length;
    }

    @Override
    public boolean hasCutLine() {
        try {
            LogFile now = LogFile.at(path);
            return file.isSame(now) && now.size() != size;
        } catch (IOException unreadable) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private boolean outgrows(int more) {
        return size > 0 && size + more > maxSizeBytes;
    }

    /** Reopens the file if another has the name now; else updates the size. */
    private void checkFile() throws IOException {
        LogFile now = LogFile.at(path);
        if (file.isSame(now)) {
            use(now);
        } else {
            stream.close();
            open();
        }
    }

    private void use(LogFile now) {
        file = now;
        size = now.size();
        checkAtMillis = time.monotonicMillis() + CHECK_MILLIS;
    }

    /** The opened file is known if the name refers to the same file before and after opening. */
    private void open() throws IOException {
        Files.createDirectories(path.getParent());
        for (int attempt = 0; attempt < OPEN_ATTEMPTS; attempt++) {
            createFile();
            LogFile before = LogFile.at(path);
            stream = append();
            LogFile after = LogFile.at(path);
            if (after != null && after.isSame(before)) {
                use(after);
                return;
            }
            stream.close();
        }
        throw new IOException("replaced again and again");
    }

    /** Opens a handle with O_PATH first, so that opening does not block on a named pipe that takes the name meanwhile. */
    private OutputStream append() throws IOException {
        try (HeldFile held = HeldFile.at(path.toString())) {
            if (held != null && held.status().isRegular()) {
                return held.append();
            }
        } catch (FileNotFoundException refused) {
            // Opening by name gives a better reason.
        }
        return appendByName();
    }

    private void createFile() throws IOException {
        try {
            path.toFile().createNewFile();
        } catch (IOException refused) {
            throw new FileSystemException(path.toString(), null, refused.getMessage());
        }
    }

    private OutputStream appendByName() throws IOException {
        try {
            return new FileOutputStream(path.toFile(), true);
        } catch (FileNotFoundException refused) {
            throw new FileSystemException(path.toString(), null, reason(refused.getMessage()));
        }
    }

    /** The reason in java.io's message {@code FILE (REASON)}. */
    private String reason(String message) {
        String before = path + " (";
        return message != null && message.startsWith(before) && message.endsWith(")")
                ? message.substring(before.length(), message.length() - 1)
                : message;
    }

    private void roll() throws IOException {
        stream.close();
        try {
            Path target = path.toRealPath();
            for (int number = keep - 1; number > 0; number--) {
                moveIfThere(rolled(target, number - 1), rolled(target, number));
            }
            moveIfThere(target, rolled(target, 0));
        } catch (NoSuchFileException gone) {
            // Another process has moved it since the check.
        } catch (IOException failure) {
            throw new IOException("cannot be rolled, " + IoReason.of(failure), failure);
        }
        open();
    }

    private static void moveIfThere(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path rolled(Path target, int number) {
        return target.resolveSibling(target.getFileName() + "." + number);
    }
}
