// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.source;

import io.keepalive.agent.file.SpareDescriptors;

/**
 * Detects that the content of a configuration file has changed: written in place, replaced by a rename, or swapped by its
 * symbolic link, as Kubernetes does with a ConfigMap. Compares the content and not the file's times, since image builders
 * give all files the same time. Keeps no descriptor open. The file I/O may never end: only for the thread of {@code
 * ConfigReader}.
 */
public final class FileWatch {

    private final ConfigFile file;
    private FileContent accepted;
    private FileContent last;

    /** @param file null for none, which never changes */
    public FileWatch(ConfigFile file) {
        this.file = file;
    }

    /** Reads the file; null where there is none. The content is the baseline only after {@link #accept}. */
    public FileContent read() {
        return file == null ? null : file.content();
    }

    /** Sets the baseline: from now on, other content is a change. */
    public void accept(FileContent content) {
        accepted = content;
        last = content;
    }

    /**
     * Returns the file's content where it differs from the baseline and equals the content of the previous call, so that a
     * file in the middle of a write is not used; otherwise null. The caller must use the returned content and not read the
     * file again, since another write may have begun.
     */
    public FileContent settledChange() {
        FileContent now = read();
        if (now == null || lacksDescriptors(now)) {
            return null;
        }
        boolean settled = now.isSameAs(last);
        last = now;
        return settled && !now.isSameAs(accepted) ? now : null;
    }

    /** Without a spare descriptor no file can be opened, which is not a change of this file. */
    private static boolean lacksDescriptors(FileContent content) {
        return content.isUnreadable() && !SpareDescriptors.areAvailable();
    }
}
