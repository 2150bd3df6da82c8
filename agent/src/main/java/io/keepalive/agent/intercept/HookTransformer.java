package io.keepalive.agent.intercept;

import io.keepalive.agent.bridge.Bridge;
import io.keepalive.agent.fault.RetriedCall;
import java.io.IOException;
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
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.pool.TypePool;

/**
 * Weaves the advice of the hooks into the JDK's classes, and records the live hooks.
 *
 * <p>A separate transformer for a fixed set of class names: Byte Buddy's AgentBuilder takes twice the time, and prints
 * a warning on Java 25. Classes are named by strings, because a class that is first loaded while a transformer runs on
 * the same thread is not passed to any transformer.
 */
final class HookTransformer implements ClassFileTransformer {

    private final Map<String, List<Hook>> hooksByClass = new HashMap<>();
    private final Map<String, Set<Hook>> liveHooks = new ConcurrentHashMap<>();
    private final Map<String, Throwable> failures = new ConcurrentHashMap<>();

    private final ByteBuddy byteBuddy = new ByteBuddy()
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .with(Implementation.Context.Disabled.Factory.INSTANCE);
    private final ClassFileLocator adviceClasses;
    private final ClassFileLocator jdkClasses = ClassFileLocator.ForClassLoader.ofBootLoader();
    private final Advice.ExceptionHandler bridgeHandler;

    HookTransformer(List<Hook> hooks) throws ReflectiveOperationException {
        for (Hook hook : hooks) {
            for (String className : hook.classNames()) {
                hooksByClass
                        .computeIfAbsent(className.replace('.', '/'), name -> new ArrayList<>())
                        .add(hook);
            }
        }
        adviceClasses = ClassFileLocator.ForClassLoader.of(HookTransformer.class.getClassLoader());
        MethodDescription swallow =
                new MethodDescription.ForLoadedMethod(Bridge.class.getMethod("swallow", Throwable.class));
        bridgeHandler = new Advice.ExceptionHandler.Simple(MethodInvocation.invoke(swallow.asDefined()));
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

    /** Another agent may retransform these classes on a thread without the permissions to read the class files. */
    private byte[] transformPrivileged(String className, List<Hook> hooks, byte[] classFile) {
        return AccessController.doPrivileged(
                (PrivilegedAction<byte[]>) () -> transformOrSkip(className, hooks, classFile));
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
        ClassFileLocator classes =
                new ClassFileLocator.Compound(ClassFileLocator.Simple.of(className, classFile), jdkClasses);
        TypeDescription type = TypePool.Default.of(classes).describe(className).resolve();
        DynamicType.Builder<?> builder = byteBuddy.decorate(type, classes);
        Set<Hook> found = new HashSet<>();
        for (Hook hook : hooks) {
            builder = builder.visit(Advice.to(hook.advice(), adviceClasses)
                    .withExceptionHandler(bridgeHandler)
                    .on(method -> isTarget(hook, method, found)));
        }
        byte[] transformed = builder.make().getBytes();
        liveHooks.put(className, found);
        return transformed;
    }

    private static boolean isTarget(Hook hook, MethodDescription method, Set<Hook> found) {
        boolean target =
                !method.isAbstract() && !method.isNative() && hook.method().matches(method);
        if (target) {
            found.add(hook);
        }
        return target;
    }

    /**
     * Makes the JDK open the files of its classes, which takes one or two descriptors, while some are known to be free:
     * after a failure, newer JDKs do not try again.
     */
    void openJdkClasses() {
        try {
            jdkClasses.locate("java.lang.Object").isResolved();
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            // The weaving reports the failure, if it needs these files at all.
        }
    }

    /** Lets failed classes be transformed again. */
    void forgetFailures() {
        failures.clear();
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
