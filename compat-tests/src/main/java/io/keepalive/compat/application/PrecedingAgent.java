// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.concurrent.CountDownLatch;

/**
 * Another agent, whose premain runs before that of the agent under test, and an application. Argument of the agent:
 * {@code interrupt} leaves the main thread interrupted, {@code hold} blocks the thread of the agent under test until
 * a line arrives on standard input after the application's main has begun, {@code keep} blocks it forever. The application
 * prints whether its thread was interrupted and then does the same as {@link PlainApplication}.
 */
public final class PrecedingAgent implements ClassFileTransformer {

    private static final CountDownLatch RELEASED = new CountDownLatch(1);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private static boolean holds;

    private final CountDownLatch awaited;

    private PrecedingAgent(CountDownLatch awaited) {
        this.awaited = awaited;
    }

    public static void premain(String argument, Instrumentation instrumentation) {
        holds = argument.equals("hold");
        if (argument.equals("interrupt")) {
            Thread.currentThread().interrupt();
        } else {
            instrumentation.addTransformer(new PrecedingAgent(holds ? RELEASED : NEVER));
        }
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if ("io/keepalive/agent/runtime/AgentComponents".equals(name)) {
            awaitUninterruptibly();
        }
        return null;
    }

    private void awaitUninterruptibly() {
        try {
            awaited.await();
        } catch (InterruptedException notExpected) {
            throw new IllegalStateException(notExpected);
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("interrupted " + Thread.interrupted());
        if (holds) {
            StandardInput.nextLine();
            RELEASED.countDown();
        }
        PlainApplication.useConnectionAndExit();
    }
}
