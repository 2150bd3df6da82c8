// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/**
 * Another agent, whose premain runs before that of the agent under test. It replaces the class file of the class named
 * by its argument, with slashes, by an invalid one.
 */
public final class BrokenClassAgent implements ClassFileTransformer {

    private final String broken;

    private BrokenClassAgent(String broken) {
        this.broken = broken;
    }

    public static void premain(String argument, Instrumentation instrumentation) {
        instrumentation.addTransformer(new BrokenClassAgent(argument));
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        return broken.equals(name) ? new byte[] {1, 2, 3, 4} : null;
    }
}
