package io.keepalive.agent.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Notices that a configuration file has other content than before: written in place, renamed over, or swapped by its
 * symbolic link, as Kubernetes does with a ConfigMap. Reads the content each time and holds nothing open, so that it
 * makes no difference how it came to change, nor what the file's times say: image builders give all files the same. I/O:
 * for the agent's own thread.
 */
public final class FileWatch {

    private static final int LARGEST = (1 << 20) + 1;

    private final File file;
    private int accepted;
    private int candidate;

    /** @param path the file, or null for none, which never changes */
    public FileWatch(String path) {
        file = path == null ? null : new File(path);
        if (file != null) {
            accepted = content();
            candidate = accepted;
        }
    }

    /**
     * Whether the content is another than when this last said so, and was the same at the look before: a file that is
     * just being written is left alone until it is whole.
     */
    public boolean hasChanged() {
        if (file == null) {
            return false;
        }
        int now = content();
        boolean settled = now == candidate;
        candidate = now;
        if (!settled || now == accepted) {
            return false;
        }
        accepted = now;
        return true;
    }

    /** A hash of the content, or 0 where there is no file to read. */
    private int content() {
        try (FileInputStream in = new FileInputStream(file)) {
            byte[] bytes = new byte[(int) Math.min(LARGEST, file.length() + 1)];
            int filled = 0;
            for (int n = in.read(bytes); n > 0; n = in.read(bytes, filled, bytes.length - filled)) {
                filled += n;
            }
            return Arrays.hashCode(Arrays.copyOf(bytes, filled));
        } catch (IOException missing) {
            return 0;
        }
    }
}
