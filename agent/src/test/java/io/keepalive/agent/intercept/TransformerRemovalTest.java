// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TransformerRemovalTest {

    private final List<Object> removed = new CopyOnWriteArrayList<>();
    private final HookTransformer transformer = new HookTransformer(Collections.emptyList());
    private final TransformerRemoval removal = new TransformerRemoval(instrumentation(), transformer);

    @Test
    void theTransformerIsRemoved() {
        removal.run();
        assertThat(removed).containsExactly(transformer);
    }

    @Test
    void weavingEndsBefore() throws Exception {
        removal.begin();
        Thread hook = start(removal);
        awaitWaiting(hook);
        assertThat(removed).isEmpty();
        removal.end();
        hook.join();
        assertThat(removed).containsExactly(transformer);
    }

    @Test
    void noWeavingBeginsAfterwards() throws Exception {
        removal.run();
        CountDownLatch begun = new CountDownLatch(1);
        Thread agent = start(() -> {
            removal.begin();
            begun.countDown();
        });
        awaitWaiting(agent);
        agent.interrupt();
        awaitWaiting(agent);
        assertThat(begun.getCount()).isOne();
    }

    @Test
    void classesAreRestoredAfterwardsToo() {
        removal.run();
        removal.beginRestoring();
        removal.end();
        removal.unregister();
        assertThat(removed).containsExactly(transformer);
    }

    private static Thread start(Runnable run) {
        Thread thread = new Thread(run);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) throws InterruptedException {
        while (thread.isInterrupted()
                || thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
    }

    private Instrumentation instrumentation() {
        return (Instrumentation) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Instrumentation.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("removeTransformer");
                    removed.add(arguments[0]);
                    return true;
                });
    }
}
