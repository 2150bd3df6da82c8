// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Another agent that interferes with other agents in the JVM. Argument:
 *
 * <ul>
 *   <li>{@code redefineModule=N}, {@code retransformClasses=N}: the next N calls of this method of any Instrumentation
 *         throw a ClassCircularityError, as happens where a transformer loads classes
 *   <li>{@code nested}: loads each class of an agent while it is being defined
 *   <li>{@code broken}: makes the class file of each class of an agent invalid once
 * </ul>
 */
public final class Obstructor implements ClassFileTransformer {

    private static final String AGENT = "io/keepalive/agent/";
    private static final String LOADER = "io.keepalive.agent.AgentClassLoader";

    private final boolean breaks;
    private final ThreadLocal<Boolean> loading = new ThreadLocal<>();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    private Obstructor(boolean breaks) {
        this.breaks = breaks;
    }

    public static void premain(String argument, Instrumentation instrumentation) throws Exception {
        int sign = argument.indexOf('=');
        if (sign > 0) {
            System.setProperty("obstructed." + argument.substring(0, sign), argument.substring(sign + 1));
            obstruct(instrumentation, argument.substring(0, sign));
        } else {
            instrumentation.addTransformer(new Obstructor(argument.equals("broken")));
        }
    }

    /**
     * Transformed before the transformer is added: a transformer that loads classes while it transforms makes them
     * fail for the whole JVM.
     */
    private static void obstruct(Instrumentation instrumentation, String method) throws Exception {
        Class<?> target = instrumentation.getClass();
        byte[] woven = new ByteBuddy()
                .redefine(target, ClassFileLocator.ForClassLoader.ofBootLoader())
                .visit(Advice.to(adviceFor(method)).on(ElementMatchers.named(method)))
                .make()
                .getBytes();
        ClassFileTransformer once = new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
                return redefined == target ? woven : null;
            }
        };
        instrumentation.addTransformer(once, true);
        instrumentation.retransformClasses(target);
        instrumentation.removeTransformer(once);
    }

    private static Class<?> adviceFor(String method) {
        return method.equals("redefineModule") ? RedefineModuleAdvice.class : RetransformClassesAdvice.class;
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (loader == null
                || !loader.getClass().getName().equals(LOADER)
                || !name.startsWith(AGENT)
                || name.contains("$Proxy")) {
            return null;
        }
        if (breaks) {
            return broken.add(name) ? new byte[] {1, 2, 3, 4} : null;
        }
        load(name.replace('/', '.'), loader);
        return null;
    }

    private void load(String name, ClassLoader loader) {
        if (loading.get() == null) {
            loading.set(true);
            try {
                Class.forName(name, false, loader);
            } catch (ClassNotFoundException | LinkageError itself) {
                // The caller that needs the class gets the error.
            } finally {
                loading.remove();
            }
        }
    }

    /** Woven into {@code sun.instrument.InstrumentationImpl}. */
    static final class RedefineModuleAdvice {

        private RedefineModuleAdvice() {}

        @Advice.OnMethodEnter
        static void enter() {
            int left = Integer.getInteger("obstructed.redefineModule", 0);
            if (left > 0) {
                System.setProperty("obstructed.redefineModule", String.valueOf(left - 1));
                throw new ClassCircularityError("obstructed");
            }
        }
    }

    /** Woven into {@code sun.instrument.InstrumentationImpl}. */
    static final class RetransformClassesAdvice {

        private RetransformClassesAdvice() {}

        @Advice.OnMethodEnter
        static void enter() {
            int left = Integer.getInteger("obstructed.retransformClasses", 0);
            if (left > 0) {
                System.setProperty("obstructed.retransformClasses", String.valueOf(left - 1));
                throw new ClassCircularityError("obstructed");
            }
        }
    }
}
