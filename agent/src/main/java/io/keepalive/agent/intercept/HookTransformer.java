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
 * Weaves the hooks' advice into the JDK's classes as the JVM hands them over, and remembers which hooks it has woven.
 *
 * <p>A transformer of its own over a fixed set of names: Byte Buddy's AgentBuilder costs twice the time, and on Java 25
 * prints a warning. Classes are named by strings, since a class that is first loaded while a transformer runs on the
 * same thread is offered to no transformer.
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

    /** Another agent may have these classes transformed anew, on a thread that has no right to read what it takes. */
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
     * Has the JDK open what its classes are read from, which takes a descriptor or two, while the agent knows that there
     * are some: where that fails, newer JDKs do not try it again.
     */
    void openJdkClasses() {
        try {
            jdkClasses.locate("java.lang.Object").isResolved();
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            // Whatever is woven says so, and may need none of them.
        }
    }

    /** What has failed may be tried again. */
    void forgetFailures() {
        failures.clear();
    }

    /** The JVM would not take the class that was woven: none of its hooks is live. */
    void refused(String className, Throwable refusal) {
        failures.put(className, refusal);
    }

    /** What another agent was in the way of when this class was woven last; or null. */
    LinkageError transientFailure(String className) {
        Throwable failure = failures.get(className);
        return RetriedCall.isTransient(failure) ? (LinkageError) failure : null;
    }

    /** Whether some class of this JDK runs with this hook. */
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

    /** What went wrong, by class. */
    Map<String, Throwable> failures() {
        return failures;
    }
}
