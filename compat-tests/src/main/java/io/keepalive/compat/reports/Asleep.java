// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

/** Sleeps, without using its standard streams, until it is killed. */
public final class Asleep {

    private Asleep() {}

    public static void main(String[] arguments) throws Exception {
        Thread.sleep(Long.MAX_VALUE);
    }
}
