// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckpointResourceTest {

    private final List<String> calls = new ArrayList<>();
    private CheckpointResource registered;

    @BeforeEach
    void register() throws ReflectiveOperationException {
        registered = register(new CheckpointListener() {

            @Override
            public void beforeCheckpoint() {
                calls.add("before");
            }

            @Override
            public void afterRestore() {
                calls.add("after");
            }
        });
    }

    private static CheckpointResource register(CheckpointListener listener) throws ReflectiveOperationException {
        return CheckpointResource.register(Core.class, Resource.class, Context.class, listener);
    }

    @AfterEach
    void forget() {
        registered.close();
        Core.CONTEXT.resources.clear();
    }

    @Test
    void thisJdkTakesNoCheckpoints() {
        assertThat(CheckpointResource.isSupported()).isFalse();
        assertThatThrownBy(() -> CheckpointResource.register(null)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void theListenerIsCalledAroundEachCheckpoint() throws Exception {
        checkpoint();
        checkpoint();
        assertThat(calls).containsExactly("before", "after", "before", "after");
    }

    /** The context holds it weakly. */
    @Test
    void isNotCollectedWhileItIsRegistered() throws Exception {
        System.gc();
        checkpoint();
        assertThat(calls).containsExactly("before", "after");
    }

    @Test
    void aClosedOneIsNotCalled() throws Exception {
        Resource resource = Core.CONTEXT.resources.keySet().iterator().next();
        registered.close();
        resource.beforeCheckpoint(null);
        resource.afterRestore(null);
        assertThat(calls).isEmpty();
    }

    @Test
    void aFailureDoesNotReachTheApplicationAndIsKept() throws Exception {
        CheckpointResource failing = register(new CheckpointListener() {

            @Override
            public void beforeCheckpoint() {
                throw new OutOfMemoryError("before");
            }

            @Override
            public void afterRestore() {
                throw new IllegalStateException("after");
            }
        });
        checkpoint();
        assertThat(calls).containsExactly("before", "after");
        assertThat(failing.takeFailure()).hasMessage("after");
        assertThat(failing.takeFailure()).isNull();
        failing.close();
    }

    @Test
    void hasTheMethodsOfAnObject() {
        Resource resource = Core.CONTEXT.resources.keySet().iterator().next();
        assertThat(resource).isEqualTo(resource).hasSameHashCodeAs(resource).hasToString("keepalive-agent");
        assertThat(resource.equals(calls)).isFalse();
    }

    private static void checkpoint() throws Exception {
        List<Resource> resources = new ArrayList<>(Core.CONTEXT.resources.keySet());
        for (Resource resource : resources) {
            resource.beforeCheckpoint(Core.CONTEXT);
        }
        for (Resource resource : resources) {
            resource.afterRestore(Core.CONTEXT);
        }
    }

    /** As {@code jdk.crac.Resource}. */
    public interface Resource {

        void beforeCheckpoint(Context context) throws Exception;

        void afterRestore(Context context) throws Exception;
    }

    /** As {@code jdk.crac.Context}. */
    public abstract static class Context {

        final Map<Resource, Boolean> resources = new WeakHashMap<>();

        public abstract void register(Resource resource);
    }

    /** As {@code jdk.crac.Core}, whose context is of a class that is not public. */
    public static final class Core {

        static final Context CONTEXT = new Context() {

            @Override
            public void register(Resource resource) {
                resources.put(resource, true);
            }
        };

        private Core() {}

        public static Context getGlobalContext() {
            return CONTEXT;
        }
    }
}
