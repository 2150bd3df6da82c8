package io.keepalive.agent.config;

import io.keepalive.agent.kernel.SpareDescriptors;
import java.io.IOException;
import java.util.Arrays;

/**
 * Notices that a configuration file has other content than before: written in place, renamed over, or swapped by its
 * symbolic link, as Kubernetes does with a ConfigMap. Reads the content each time and holds nothing open, so that it
 * makes no difference how it came to change, nor what the file's times say: image builders give all files the same. I/O,
 * which may never end: for the thread of {@link ConfigReader}.
 */
final class FileWatch {

    private final ConfigFile file;
    private Integer accepted;
    private Integer candidate;

    /**
     * @param path the file, or null for none, which never changes
     * @param access is told when the file system is asked
     */
    FileWatch(String path, FileAccess access) {
        file = path == null ? null : new ConfigFile(path, access);
        if (file != null) {
            accepted = content();
            candidate = accepted;
        }
    }

    /**
     * Whether the content is another than when this last said so, and was the same at the look before: a file that is
     * just being written is left alone until it is whole.
     */
    boolean hasChanged() {
        if (file == null) {
            return false;
        }
        Integer now = content();
        if (now == null) {
            return false;
        }
        boolean settled = now.equals(candidate);
        candidate = now;
        if (!settled || now.equals(accepted)) {
            return false;
        }
        accepted = now;
        return true;
    }

    /**
     * A hash of the content, or of the reason why there is none; null where the file cannot be opened since nothing can,
     * which is no change of it.
     */
    private Integer content() {
        try {
            return Arrays.hashCode(file.bytes());
        } catch (IOException unreadable) {
            return SpareDescriptors.areThere()
                    ? Integer.valueOf(String.valueOf(unreadable.getMessage()).hashCode())
                    : null;
        }
    }
}
