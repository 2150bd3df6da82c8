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
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A regular file that lines are appended to. It keeps its name; one that would outgrow its size is renamed to FILE.0
 * before, the earlier FILE.0 to FILE.1 and so on, and the oldest goes. Of a link, what it leads to is renamed.
 *
 * <p>Others may move, delete, truncate or replace the file, as logrotate does: at most a second later lines go into
 * whatever has the name then, and what is there already counts.
 */
final class RollingFile implements LogWriter {

    /** How often the name is looked up, in milliseconds. */
    static final long LOOK_EVERY_MILLIS = 1_000;

    /** How often a file is opened that others keep replacing in the same moment. */
    private static final int ATTEMPTS = 10;

    private final Path path;
    private final long maxSizeBytes;
    private final int keep;
    private final Clock time;

    private OutputStream stream;
    private LogFile file;
    private long size;
    private long lookAtMillis;

    private RollingFile(Path path, LogSettings settings, Clock time) {
        this.path = path;
        this.maxSizeBytes = settings.maxSizeBytes();
        this.keep = settings.keep();
        this.time = time;
    }

    /**
     * Opens the file, and makes the folders above it that are missing.
     *
     * @throws IOException where it cannot be written, or there is something else than a regular file
     */
    static RollingFile open(File file, LogSettings settings, Clock time) throws IOException {
        RollingFile rolling = new RollingFile(file.toPath(), settings, time);
        rolling.open();
        return rolling;
    }

    @Override
    public void write(String line) throws IOException {
        byte[] bytes = (line + '\n').getBytes(StandardCharsets.UTF_8);
        if (time.monotonicMillis() >= lookAtMillis || outgrows(bytes.length)) {
            look();
        }
        if (outgrows(bytes.length)) {
            roll();
        }
        stream.write(bytes);
        size += bytes.length;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private boolean outgrows(int more) {
        return size > 0 && size + more > maxSizeBytes;
    }

    /** Whether the name still leads to what is open, and how large that is by now. */
    private void look() throws IOException {
        LogFile now = LogFile.at(path);
        if (file.isSame(now)) {
            saw(now);
        } else {
            stream.close();
            open();
        }
    }

    private void saw(LogFile now) {
        file = now;
        size = now.size();
        lookAtMillis = time.monotonicMillis() + LOOK_EVERY_MILLIS;
    }

    /** What the name leads to before and after opening is what has been opened. */
    private void open() throws IOException {
        Files.createDirectories(path.getParent());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            makeFile();
            LogFile before = LogFile.at(path);
            stream = append();
            LogFile after = LogFile.at(path);
            if (after != null && after.isSame(before)) {
                saw(after);
                return;
            }
            stream.close();
        }
        throw new IOException("replaced again and again");
    }

    /** Held first, for a named pipe that comes in between is not to be waited for. */
    private OutputStream append() throws IOException {
        try (HeldFile held = HeldFile.at(path.toString())) {
            if (held != null && held.status().isRegular()) {
                return held.append();
            }
        } catch (FileNotFoundException refused) {
            // The name says better why.
        }
        return appendUnheld();
    }

    private void makeFile() throws IOException {
        try {
            path.toFile().createNewFile();
        } catch (IOException refused) {
            throw new FileSystemException(path.toString(), null, refused.getMessage());
        }
    }

    private OutputStream appendUnheld() throws IOException {
        try {
            return new FileOutputStream(path.toFile(), true);
        } catch (FileNotFoundException refused) {
            throw new FileSystemException(path.toString(), null, reason(refused.getMessage()));
        }
    }

    /** Of java.io's {@code FILE (REASON)}. */
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
                Path younger = rolled(target, number - 1);
                if (Files.exists(younger)) {
                    Files.move(younger, rolled(target, number), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.move(target, rolled(target, 0), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new IOException("cannot be rolled, " + IoReason.of(failure), failure);
        }
        open();
    }

    private static Path rolled(Path target, int number) {
        return target.resolveSibling(target.getFileName() + "." + number);
    }
}
