// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import java.io.File;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/**
 * Another agent, which holds up the definition of a class of an agent until a file exists. Argument: the internal name of the
 * class, a colon, and the file. Prints {@code held} when it begins.
 */
public final class Delayer implements ClassFileTransformer {

    private static final long PAUSE_MILLIS = 20;

    private final String held;
    private final File until;

    private Delayer(String held, File until) {
        this.held = held;
        this.until = until;
    }

    public static void premain(String argument, Instrumentation instrumentation) {
        int colon = argument.indexOf(':');
        instrumentation.addTransformer(
                new Delayer(argument.substring(0, colon), new File(argument.substring(colon + 1))));
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (held.equals(name)) {
            System.out.println("held");
            awaitFile();
        }
        return null;
    }

    private void awaitFile() {
        try {
            while (!until.exists()) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
