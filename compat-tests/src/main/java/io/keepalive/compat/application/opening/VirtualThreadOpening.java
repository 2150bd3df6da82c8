// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application.opening;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** A blocking connection opened by a virtual thread (Java 21 and later). */
final class VirtualThreadOpening {

    private VirtualThreadOpening() {}

    static Pair open() throws Exception {
        return inVirtualThread(BlockingOpenings::withTimeout);
    }

    private static <T> T inVirtualThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        return task.get();
    }
}
