// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import io.keepalive.agent.fault.RetriedCall;
import java.lang.instrument.ClassFileTransformer;
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

    private final Map<String, List<Hook>> hooksByClass = new HashMap<>();
    private final Map<String, Set<Hook>> liveHooks = new ConcurrentHashMap<>();
    private final Map<String, Throwable> failures = new ConcurrentHashMap<>();

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
        if (loader != null || name == null) {
            return null;
        }
        List<Hook> hooks = hooksByClass.get(name);
        return hooks == null ? null : transformPrivileged(name.replace('/', '.'), hooks, classFile);
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
