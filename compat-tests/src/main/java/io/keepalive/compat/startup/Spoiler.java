package io.keepalive.compat.startup;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/**
 * Another agent, whose premain comes before the agent's, and which gives the JVM no class file for the class named by its
 * argument, with slashes.
 */
public final class Spoiler implements ClassFileTransformer {

    private final String spoilt;

    private Spoiler(String spoilt) {
        this.spoilt = spoilt;
    }

    public static void premain(String argument, Instrumentation instrumentation) {
        instrumentation.addTransformer(new Spoiler(argument));
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        return spoilt.equals(name) ? new byte[] {1, 2, 3, 4} : null;
    }
}
