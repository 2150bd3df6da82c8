package io.keepalive.agent.report;

import com.vlkan.rfos.RotatingFileOutputStream;
import com.vlkan.rfos.RotationConfig;
import com.vlkan.rfos.policy.SizeBasedRotationPolicy;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collections;

/**
 * A file that lines are appended to. It keeps its name; one that has grown to its size is renamed to FILE.0, the
 * earlier FILE.0 to FILE.1 and so on, and the oldest goes. Of a link, what it leads to is renamed. A device or pipe,
 * such as /dev/stdout, never is.
 */
final class RollingFile implements LineWriter {

    private final OutputStream stream;
    private final RotationFailure rotation;

    private RollingFile(OutputStream stream, RotationFailure rotation) {
        this.stream = stream;
        this.rotation = rotation;
    }

    /**
     * Opens the file, and makes the folders above it that are missing. A relative path starts at the working directory.
     *
     * @throws IOException where it cannot be written
     */
    static RollingFile open(LogSettings settings) throws IOException {
        File file = new File(settings.file()).getAbsoluteFile();
        Files.createDirectories(file.getParentFile().toPath());
        RotationFailure rotation = new RotationFailure();
        return new RollingFile(
                isSpecial(file)
                        ? new FileOutputStream(file, true)
                        : rolling(file.getCanonicalFile(), settings, rotation),
                rotation);
    }

    @Override
    public void write(String line) throws IOException {
        byte[] bytes = (line + '\n').getBytes(StandardCharsets.UTF_8);
        try {
            stream.write(bytes);
        } catch (IOException failure) {
            throw rotation.orElse(failure);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private static boolean isSpecial(File file) {
        return isLinkToOwnOutput(file) || file.exists() && !file.isFile() && !file.isDirectory();
    }

    /** /dev/stdout and its kin may lead to a regular file, but to one that somebody else opened and rolls. */
    private static boolean isLinkToOwnOutput(File file) {
        String path = file.getPath();
        return (path.startsWith("/dev/") || path.startsWith("/proc/")) && Files.isSymbolicLink(file.toPath());
    }

    private static OutputStream rolling(File file, LogSettings settings, RotationFailure rotation) throws IOException {
        RotationConfig config = RotationConfig.builder()
                .file(file)
                .append(true)
                .maxBackupCount(settings.keep())
                .policy(new SizeBasedRotationPolicy(settings.maxSizeBytes()))
                .callbacks(Collections.singleton(rotation))
                .build();
        try {
            return new RotatingFileOutputStream(config);
        } catch (RuntimeException wrapped) {
            throw wrapped.getCause() instanceof IOException
                    ? (IOException) wrapped.getCause()
                    : new IOException(wrapped);
        }
    }
}
