// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user who runs the tests. */
public final class CurrentUser {

    private CurrentUser() {}

    /** Whether it is root, who needs no user namespace in order to make other namespaces. */
    public static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
