// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/**
 * Another agent, which fills the heap to its last bytes, on the thread of the agent under test, when that begins to weave
 * a class of the JDK. The heap is free again after {@value #FULL_MILLIS} ms.
 */
public final class FillingAgent implements ClassFileTransformer {

    private static final long FULL_MILLIS = 1_500;
    private static final int LARGEST = 1 << 20;
    private static final int SMALLEST = 16;

    private static volatile boolean full;
    private static volatile Object held;

    private FillingAgent() {}

    public static void premain(String argument, Instrumentation instrumentation) {
        Thread emptying = new Thread(FillingAgent::empty);
        emptying.setDaemon(true);
        emptying.start();
        instrumentation.addTransformer(new FillingAgent());
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if ("io/keepalive/agent/intercept/AdvisedClass".equals(name) && !full) {
            for (int size = LARGEST; size >= SMALLEST; size /= 2) {
                fill(size);
            }
            full = true;
        }
        return null;
    }

    private static void fill(int size) {
        try {
            while (true) {
                held = new Object[] {held, new byte[size]};
            }
        } catch (OutOfMemoryError smallerBlocksMayFit) {
            // As intended.
        }
    }

    private static void empty() {
        try {
            while (!full) {
                Thread.sleep(1);
            }
            Thread.sleep(FULL_MILLIS);
        } catch (InterruptedException notExpected) {
            throw new IllegalStateException(notExpected);
        }
        held = null;
    }
}
