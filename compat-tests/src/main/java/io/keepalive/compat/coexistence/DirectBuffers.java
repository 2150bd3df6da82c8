// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import io.keepalive.compat.application.StandardInput;
import io.keepalive.compat.application.opening.ConnectKinds;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/**
 * Reports its direct buffers. For each line {@code buffers NAME} prints {@code buffers NAME COUNT BYTES}; for {@code
 * KIND NAME} opens a connection to itself.
 */
public final class DirectBuffers {

    private DirectBuffers() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("ready");
        for (String line = StandardInput.nextLine(); line != null; line = StandardInput.nextLine()) {
            String[] words = line.split(" ");
            if (words[0].equals("buffers")) {
                System.out.println("buffers " + words[1] + " " + inUse());
            } else {
                ConnectKinds.named(words[0]).open().print(words[1]);
            }
        }
    }

    private static String inUse() {
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct")) {
                return pool.getCount() + " " + pool.getTotalCapacity();
            }
        }
        throw new IllegalStateException("this JVM does not count direct buffers");
    }
}
