// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** Takes a checkpoint, as an application on a JDK with CRaC does, and goes on after the restore. */
final class Checkpoint {

    private Checkpoint() {}

    /** Returns {@code restored}, or why there was no checkpoint. */
    static String take() throws ReflectiveOperationException {
        try {
            Class.forName("jdk.crac.Core").getMethod("checkpointRestore").invoke(null);
            return "restored";
        } catch (InvocationTargetException refused) {
            return refused.getCause() + " " + Arrays.toString(refused.getCause().getSuppressed());
        }
    }
}
