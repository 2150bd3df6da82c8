// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import io.keepalive.compat.application.PlainApplication;
import io.keepalive.compat.application.StandardInput;

/**
 * Uses a connection in a thread group of least priority that ends with its last thread, and prints the other threads
 * in the group.
 */
public final class OddThreadGroup {

    private OddThreadGroup() {}

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        ThreadGroup group = new ThreadGroup("odd") {
            @Override
            public void uncaughtException(Thread thread, Throwable failure) {
                System.out.println("uncaught " + failure);
            }
        };
        group.setMaxPriority(Thread.MIN_PRIORITY);
        Thread worker = new Thread(group, OddThreadGroup::work);
        worker.start();
        worker.join();
        System.out.println("left behind " + group.activeCount());
        System.exit(PlainApplication.STATUS);
    }

    private static void work() {
        try {
            System.out.println("received " + PlainApplication.throughLoopback(42));
        } catch (Exception failure) {
            System.out.println("failed " + failure);
        }
    }
}
