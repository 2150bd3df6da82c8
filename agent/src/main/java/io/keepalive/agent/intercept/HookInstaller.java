// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import io.keepalive.agent.fault.MemoryExhaustion;
import io.keepalive.agent.fault.RetriedCall;
import io.keepalive.agent.jdk.ProcessEnd;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Installs all hooks in the JDK's classes, removes them, and reports the missing ones. On the agent's own thread. */
public final class HookInstaller {

    /** How often a class is retransformed without memory for it. */
    private static final int MOST_TRIES = 8;

    /** With this much free heap, all classes are retransformed at once. */
    private static final long AMPLE_BYTES = 64L << 20;

    private final Instrumentation instrumentation;
    private final int javaVersion;
    private final List<Hook> hooks;
    private final HookTransformer transformer;
    private final TransformerRemoval removal;
    private List<Class<?>> targets = Collections.emptyList();

    /**
     * @param javaVersion the version of the running JVM, which determines the expected hooks
     */
    public HookInstaller(Instrumentation instrumentation, int javaVersion) {
        this.instrumentation = instrumentation;
        this.javaVersion = javaVersion;
        this.hooks = JdkHooks.all();
        this.transformer = new HookTransformer(hooks);
        this.removal = new TransformerRemoval(instrumentation, transformer);
    }

    /**
     * Weaves every hook, and continues with the others where one fails. Loads the classes first, so that application
     * threads never wait for the weaving of a class, and no class is missed because it is loaded meanwhile. Weaves nothing
     * if a JVM whose exit waits for agents is ending.
     *
     * @throws OutOfMemoryError if the heap is too full
     */
    public void install() {
        targets = loadTargets();
        if (javaVersion >= ProcessEnd.FIRST_WITH_SLOW_HALT) {
            removal.register();
        }
        if (addTransformer()) {
            retransform();
        }
    }

    /** Returns false if the JVM is ending, where it must not wait for calls of the transformer. */
    private boolean addTransformer() {
        if (!transformer.gate().enter()) {
            return false;
        }
        try {
            instrumentation.addTransformer(transformer, true);
            return true;
        } finally {
            transformer.gate().leave();
        }
    }

    /**
     * Restores the original code of every class. Calls in progress finish in the woven code. The transformer stays until
     * then, because it waits for memory.
     *
     * @throws OutOfMemoryError if the heap is too full; then it may be called again
     */
    public void remove() {
        List<Class<?>> woven = new ArrayList<>();
        for (Class<?> target : targets) {
            if (transformer.hasWoven(target.getName())) {
                woven.add(target);
            }
        }
        targets = woven;
        transformer.restore();
        retransform();
        instrumentation.removeTransformer(transformer);
        removal.unregister();
    }

    private void retransform() {
        retransformTogether();
        for (Class<?> target : targets) {
            if (!transformer.isDone(target)) {
                retransform(target);
            }
        }
    }

    /** Each call stops the application for some milliseconds; one call for all takes longer, and the heap may fill. */
    private void retransformTogether() {
        if (!targets.isEmpty() && MemoryExhaustion.hasFreeHeap(AMPLE_BYTES)) {
            try {
                transformer.retransform(instrumentation, targets.toArray(new Class<?>[0]));
            } catch (UnmodifiableClassException | RuntimeException | LinkageError oneRejected) {
                // None is changed.
            }
        }
    }

    /** Another agent's transformer may block a class that the weaving needs, so this is tried again. */
    private void retransform(Class<?> target) {
        try {
            RetriedCall.make(() -> retransformOnce(target));
        } catch (UnmodifiableClassException | RuntimeException | LinkageError rejection) {
            transformer.rejected(target.getName(), rejection);
        }
    }

    private Void retransformOnce(Class<?> target) throws UnmodifiableClassException {
        LinkageError failure = null;
        for (int tries = 0; tries < MOST_TRIES && failure == null && !transformer.isDone(target); tries++) {
            transformer.retransform(instrumentation, target);
            failure = transformer.transientFailure(target.getName());
        }
        if (failure != null && !transformer.isDone(target)) {
            throw failure;
        }
        return null;
    }

    private List<Class<?>> loadTargets() {
        List<Class<?>> targets = new ArrayList<>();
        for (Hook hook : hooks) {
            for (String name : hook.classNames()) {
                Class<?> target = load(name);
                if (target != null && !targets.contains(target)) {
                    link(target);
                    targets.add(target);
                }
            }
        }
        return targets;
    }

    private static Class<?> load(String name) {
        try {
            return RetriedCall.make(new RetriedCall.Call<Class<?>, ClassNotFoundException>() {

                @Override
                public Class<?> make() throws ClassNotFoundException {
                    return Class.forName(name, false, null);
                }
            });
        } catch (ClassNotFoundException | LinkageError notInThisJdk) {
            return null;
        }
    }

    /**
     * Links the class without initialising it, and waits while another thread links it. HotSpot may take the code of a
     * class that is just being linked for the original code when it retransforms it, and then crashes (JDK-8277444, in
     * releases up to 25). Reading a class's constructors links it: JVM_GetClassDeclaredConstructors, jvm.cpp.
     */
    static void link(Class<?> target) {
        try {
            target.getDeclaredConstructors();
        } catch (LinkageError | SecurityException unlinkable) {
            // No other thread can link it either, or no policy allows it: weaving shows whether that matters.
        }
    }

    /**
     * The hooks that are expected in this Java and are not live, by name, with the reason where it is known. Where that
     * is all of them for one reason, as in a Java whose class files the library does not know, one text.
     */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        Set<String> reasons = new HashSet<>();
        int expected = 0;
        for (Hook hook : hooks) {
            expected += hook.isExpectedIn(javaVersion) ? 1 : 0;
            if (hook.isExpectedIn(javaVersion) && !transformer.isLive(hook)) {
                missing.add(hook.name() + reason(hook));
                reasons.add(reason(hook));
            }
        }
        return missing.size() == expected && reasons.size() == 1
                ? Collections.singletonList("every hook" + reasons.iterator().next())
                : missing;
    }

    private String reason(Hook hook) {
        if (transformer.gate().isClosed()) {
            return " (the JVM is ending)";
        }
        Map<String, Throwable> failures = transformer.failures();
        for (String className : hook.classNames()) {
            Throwable failure = failures.get(className);
            if (failure != null) {
                return " (" + failure + ")";
            }
        }
        return "";
    }
}
