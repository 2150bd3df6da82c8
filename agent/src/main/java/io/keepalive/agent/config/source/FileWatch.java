package io.keepalive.agent.config.source;

import io.keepalive.agent.config.ConfigReader;
import io.keepalive.agent.file.SpareDescriptors;

/**
 * Notices that a configuration file has other content than before: written in place, renamed over, or swapped by its
 * symbolic link, as Kubernetes does with a ConfigMap. Reads the content each time and holds nothing open, so that it
 * makes no difference how it came to change, nor what the file's times say: image builders give all files the same. I/O,
 * which may never end: for the thread of {@link ConfigReader}.
 */
public final class FileWatch {

    private final ConfigFile file;
    private FileContent taken;
    private FileContent last;

    /** @param file null for none, which never changes */
    public FileWatch(ConfigFile file) {
        this.file = file;
    }

    /** Reads the file. What it holds now counts as known once it is {@link #take taken}. Null where there is no file. */
    public FileContent read() {
        return file == null ? null : file.content();
    }

    /** From now on a change is what differs from this. */
    public void take(FileContent content) {
        taken = content;
        last = content;
    }

    /**
     * What the file holds, where that differs from what was taken last and is the same as at the look before: a file that
     * is just being written is left alone until it is whole. Null otherwise. Whoever gets it must use this, and not read
     * the file again, which somebody may have begun to write meanwhile.
     */
    public FileContent settledChange() {
        FileContent now = read();
        if (now == null || couldNotBeOpened(now)) {
            return null;
        }
        boolean settled = now.isSameAs(last);
        last = now;
        return settled && !now.isSameAs(taken) ? now : null;
    }

    /** Since nothing can: that is no change of the file. */
    private static boolean couldNotBeOpened(FileContent content) {
        return content.isUnreadable() && !SpareDescriptors.areAvailable();
    }
}
