// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TransformerRemovalTest {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final HookTransformer transformer = new HookTransformer(Collections.emptyList());
    private final TransformerRemoval removal = new TransformerRemoval(instrumentation(), transformer);

    @Test
    void theTransformerIsRemoved() {
        removal.run();
        assertThat(calls).containsExactly("removeTransformer");
    }

    @Test
    void weavingEndsBefore() throws Exception {
        assertThat(transformer.gate().enter()).isTrue();
        Thread hook = new Thread(removal);
        hook.start();
        while (hook.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
        assertThat(calls).isEmpty();
        transformer.gate().leave();
        hook.join();
        assertThat(calls).containsExactly("removeTransformer");
    }

    @Test
    void noWeavingBeginsAfterwards() throws Exception {
        removal.run();
        transformer.retransform(instrumentation(), Socket.class);
        assertThat(transformer.gate().enter()).isFalse();
        assertThat(calls).containsExactly("removeTransformer");
    }

    @Test
    void classesAreRestoredAfterwardsToo() throws Exception {
        removal.run();
        transformer.restore();
        transformer.retransform(instrumentation(), Socket.class);
        assertThat(calls).containsExactly("removeTransformer", "retransformClasses");
    }

    private Instrumentation instrumentation() {
        return (Instrumentation) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Instrumentation.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return method.getReturnType() == boolean.class ? true : null;
                });
    }
}
