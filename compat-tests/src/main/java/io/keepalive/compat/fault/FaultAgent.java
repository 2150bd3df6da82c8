// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.fault;

import static net.bytebuddy.matcher.ElementMatchers.nameMatches;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.pool.TypePool;

/**
 * Weaves a fault into each {@link FaultPart} while the class is defined. A fault does nothing until the system property of
 * its part arms it. Its option must precede that of the agent under test.
 */
public final class FaultAgent implements ClassFileTransformer {

    private static final String PART_HEALTH = "io.keepalive.agent.fault.PartHealth";

    private FaultAgent() {}

    public static void premain(String argument, Instrumentation instrumentation) {
        instrumentation.addTransformer(new FaultAgent());
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (name == null || !name.startsWith("io/keepalive/agent/") || loader == null) {
            return null;
        }
        try {
            return woven(loader, name.replace('/', '.'), classFile);
        } catch (RuntimeException | Error failure) {
            System.out.println("not woven: " + name + ": " + failure);
            return null;
        }
    }

    private static byte[] woven(ClassLoader loader, String name, byte[] classFile) {
        DynamicType.Builder<?> builder = null;
        for (FaultPart part : FaultPart.values()) {
            if (part.owner().equals(name)) {
                builder = (builder == null ? builder(loader, name, classFile) : builder)
                        .visit(Advice.withCustomMapping()
                                .bind(FaultAdvice.Property.class, part.property())
                                .to(FaultAdvice.class)
                                .on(nameMatches(part.methods())));
            }
        }
        if (name.equals(PART_HEALTH)) {
            builder = builder(loader, name, classFile)
                    .visit(Advice.to(ShortPause.class).on(named("pause")));
        }
        return builder == null ? null : builder.make().getBytes();
    }

    private static DynamicType.Builder<?> builder(ClassLoader loader, String name, byte[] classFile) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(name, classFile), ClassFileLocator.ForClassLoader.of(loader));
        TypeDescription type = TypePool.Default.of(locator).describe(name).resolve();
        return new ByteBuddy().redefine(type, locator);
    }
}
