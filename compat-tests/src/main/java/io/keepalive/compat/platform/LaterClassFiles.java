// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.platform;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/**
 * Another agent, which gives the JDK's classes a class file version that no Java has yet when they are transformed again:
 * what the agent under test sees in a Java that is later than it knows.
 */
public final class LaterClassFiles implements ClassFileTransformer {

    private static final byte VERSION = 120;

    private LaterClassFiles() {}

    public static void premain(String argument, Instrumentation instrumentation) {
        instrumentation.addTransformer(new LaterClassFiles(), true);
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (loader != null || redefined == null) {
            return null;
        }
        byte[] later = classFile.clone();
        later[6] = 0;
        later[7] = VERSION;
        return later;
    }
}
