// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An agent that records which thread loads which class. Lambda classes are not passed to agents and are missing. */
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

    /** All loads so far, in order, as {@code THREAD CLASS}. */
    public static List<String> all() {
        return new ArrayList<>(LOADS);
    }

    /** Prints the loads after these, one per line. */
    public static void printSince(List<String> before) {
        List<String> all = all();
        all.subList(before.size(), all.size()).forEach(load -> System.out.println("loaded " + load));
    }
}
