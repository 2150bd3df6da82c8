// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import io.keepalive.agent.fault.MemoryExhaustion;
import io.keepalive.agent.fault.RetriedCall;
import io.keepalive.agent.time.Pause;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Weaves the advice of the hooks into the JDK's classes, and records the live hooks.
 *
 * <p>A separate transformer for a fixed set of class names, which uses only the class file library in Byte Buddy: its
 * AgentBuilder and Advice load 700 classes more at each start of an application. Classes are named by strings, because a
 * class that is first loaded while a transformer runs on the same thread is not passed to any transformer.
 */
final class HookTransformer implements ClassFileTransformer {

    /** Main waits for a shorter time, and a failed start is made again once there is memory. */
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    private final Map<String, List<Hook>> hooksByClass = new HashMap<>();
    private final Map<String, Set<Hook>> liveHooks = new ConcurrentHashMap<>();
    private final Map<String, Throwable> failures = new ConcurrentHashMap<>();

    /** The agent's thread while it retransforms a class: the only thread that may wait for memory. */
    private volatile Thread retransforming;

    /** The classes that need no further call: woven, or restored since {@link #restore}, or not weavable. */
    private final Set<String> done = new HashSet<>();

    private volatile boolean restores;

    /** The JVM itself loads classes of the JDK while it ends, and those do not count. */
    private volatile long lastCallNanos = System.nanoTime();

    private final WeavingGate gate = new WeavingGate();

    HookTransformer(List<Hook> hooks) {
        for (Hook hook : hooks) {
            for (String className : hook.classNames()) {
                add(className.replace('.', '/'), hook);
            }
        }
    }

    private void add(String name, Hook hook) {
        List<Hook> ofClass = hooksByClass.get(name);
        if (ofClass == null) {
            ofClass = new ArrayList<>();
            hooksByClass.put(name, ofClass);
        }
        ofClass.add(hook);
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (loader != null) {
            lastCallNanos = System.nanoTime();
            return null;
        }
        if (name == null) {
            return null;
        }
        List<Hook> hooks = hooksByClass.get(name);
        if (hooks == null) {
            return null;
        }
        String className = name.replace('/', '.');
        return Thread.currentThread() == retransforming
                ? transformWithMemory(className, hooks, classFile)
                : transformUnlessRestored(className, hooks, classFile);
    }

    /** Through which the agent's thread goes when it retransforms classes. */
    WeavingGate gate() {
        return gate;
    }

    /** The milliseconds since the JVM called the transformer last for a class outside the JDK. */
    long millisSinceCall() {
        return (System.nanoTime() - lastCallNanos) / 1_000_000;
    }

    /** Weaving takes long enough for the heap to fill. After it, also where it failed, the JVM only parses the class. */
    private byte[] transformWithMemory(String className, List<Hook> hooks, byte[] classFile) {
        try {
            byte[] woven = transformUnlessRestored(className, hooks, classFile);
            Throwable failure = failures.get(className);
            if (restores || !MemoryExhaustion.isCauseOf(failure) && !RetriedCall.isTransient(failure)) {
                done.add(className);
            }
            return woven;
        } finally {
            MemoryExhaustion.awaitRoom(LONGEST_WAIT_MILLIS);
        }
    }

    private byte[] transformUnlessRestored(String className, List<Hook> hooks, byte[] classFile) {
        return restores ? null : transformPrivileged(className, hooks, classFile);
    }

    /**
     * Retransforms the classes when the heap has room. If the JVM runs out of heap in this call and cannot allocate the
     * exception either, libinstrument throws sFallbackInternalError (JavaExceptions.c), a local reference that is no
     * longer valid, and the JVM crashes. If the heap is full before the weaving, the JVM skips the transformer without
     * an error; then {@link #isDone} is false, as it is when the gate is closed.
     *
     * @throws OutOfMemoryError if the heap stays too full; the classes are unchanged
     */
    void retransform(Instrumentation instrumentation, Class<?>... targets) throws UnmodifiableClassException {
        retransforming = Thread.currentThread();
        // Loads the class that the wait for memory needs.
        Pause.sleep(0);
        try {
            if (!MemoryExhaustion.awaitRoom(LONGEST_WAIT_MILLIS)) {
                throw new OutOfMemoryError("the heap is too full to change classes of the JDK");
            }
            retransformThroughGate(instrumentation, targets);
        } catch (UnmodifiableClassException | RuntimeException | Error failure) {
            for (Class<?> target : targets) {
                done.remove(target.getName());
            }
            throw failure;
        } finally {
            retransforming = null;
        }
    }

    private void retransformThroughGate(Instrumentation instrumentation, Class<?>... targets)
            throws UnmodifiableClassException {
        if (restores) {
            gate.enterToRestore();
        } else if (!gate.enter()) {
            return;
        }
        try {
            instrumentation.retransformClasses(targets);
        } finally {
            gate.leave();
        }
    }

    /** Whether the last call for this class had memory and met no transient failure. */
    boolean isDone(Class<?> target) {
        return done.contains(target.getName());
    }

    /** From now on every class is restored that is retransformed. */
    void restore() {
        restores = true;
        done.clear();
    }

    /** Whether the class may have been woven. */
    boolean hasWoven(String className) {
        return liveHooks.containsKey(className);
    }

    /** Another agent may retransform these classes on a thread without the permissions to load the agent's classes. */
    private byte[] transformPrivileged(String className, List<Hook> hooks, byte[] classFile) {
        return AccessController.doPrivileged(new PrivilegedAction<byte[]>() {

            @Override
            public byte[] run() {
                return transformOrSkip(className, hooks, classFile);
            }
        });
    }

    private byte[] transformOrSkip(String className, List<Hook> hooks, byte[] classFile) {
        try {
            byte[] transformed = transform(className, hooks, classFile);
            failures.remove(className);
            return transformed;
        } catch (Throwable failure) {
            failures.put(className, failure);
            return null;
        }
    }

    private byte[] transform(String className, List<Hook> hooks, byte[] classFile) {
        Set<Hook> found = new HashSet<>();
        byte[] transformed = AdvisedClass.weave(null, classFile, hooks, found);
        liveHooks.put(className, found);
        return transformed;
    }

    /** The JVM has rejected the transformed class: none of its hooks is live. */
    void rejected(String className, Throwable rejection) {
        failures.put(className, rejection);
    }

    /** The transient failure of this class's last transformation, or null. */
    LinkageError transientFailure(String className) {
        Throwable failure = failures.get(className);
        return RetriedCall.isTransient(failure) ? (LinkageError) failure : null;
    }

    /** Whether the hook is live in one of its classes. */
    boolean isLive(Hook hook) {
        for (String className : hook.classNames()) {
            if (hooksIn(className).contains(hook) && !failures.containsKey(className)) {
                return true;
            }
        }
        return false;
    }

    private Set<Hook> hooksIn(String className) {
        return liveHooks.getOrDefault(className, Collections.emptySet());
    }

    /** The failures by class name. */
    Map<String, Throwable> failures() {
        return failures;
    }
}
