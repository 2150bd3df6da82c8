package io.keepalive.compat.application;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An agent that remembers which thread loads which class. It sees no lambdas, which the JVM offers to nobody. */
public final class ClassLoadRecorder implements ClassFileTransformer {

    private static final Queue<String> LOADS = new ConcurrentLinkedQueue<>();

    private ClassLoadRecorder() {}

    public static void premain(String argument, Instrumentation instrumentation) {
        instrumentation.addTransformer(new ClassLoadRecorder());
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (redefined == null && name != null) {
            LOADS.add(Thread.currentThread().getName() + " " + name.replace('/', '.'));
        }
        return null;
    }

    /** So far, in their order, as {@code THREAD CLASS}. */
    public static List<String> all() {
        return new ArrayList<>(LOADS);
    }

    /** Prints, one a line, those that have come since these. */
    public static void printSince(List<String> before) {
        List<String> all = all();
        all.subList(before.size(), all.size()).forEach(load -> System.out.println("loaded " + load));
    }
}
