// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit;

import org.opentest4j.TestAbortedException;

/**
 * What a test requires of the machine. Where that is missing, the test is aborted with the reason and does not count as
 * passed. With the system property {@code keepalive.ci=true} it fails.
 */
public final class Required {

    private Required() {}

    /** Ends the test as not tested. */
    public static void missing(String reason) {
        String message = "not tested: " + reason;
        if (Boolean.getBoolean("keepalive.ci")) {
            throw new AssertionError(message);
        }
        throw new TestAbortedException(message);
    }

    /** Requires root, for namespaces and users that no other user can create. */
    public static void root() {
        if (!CurrentUser.isRoot()) {
            missing("only root can do this");
        }
    }
}
