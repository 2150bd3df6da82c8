// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The call graph of the agent's class files: a call on one of its types may reach every subclass, and a method reaches
 * the lambdas that it creates. A call on a functional interface of the JDK may reach any code; the user of this class
 * decides about those.
 */
final class CallGraph {

    private final Map<String, TypeCode> types = new TreeMap<>();
    private final Map<String, Set<String>> subtypes = new HashMap<>();

    /** The graph of all class files below a folder. */
    static CallGraph of(Path classes) {
        CallGraph graph = new CallGraph();
        Path commandLine = classes.resolve("io/keepalive/agent/cli");
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.startsWith(commandLine))
                    .forEach(graph::read);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        graph.types.values().forEach(graph::addSupertypes);
        return graph;
    }

    private void read(Path file) {
        try {
            TypeCode type = new TypeCode();
            new ClassReader(Files.readAllBytes(file)).accept(type, ClassReader.SKIP_FRAMES);
            types.put(type.name, type);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void addSupertypes(TypeCode type) {
        Deque<String> above = new ArrayDeque<>(type.supertypes);
        while (!above.isEmpty()) {
            String supertype = above.pop();
            subtypes.computeIfAbsent(supertype, name -> new TreeSet<>()).add(type.name);
            if (types.containsKey(supertype)) {
                above.addAll(types.get(supertype).supertypes);
            }
        }
    }

    /**
     * All methods reachable from these, themselves included.
     *
     * @param roots as {@code package/Type.method}, of any signature
     */
    Map<String, MethodCode> reachableFrom(Set<String> roots) {
        Map<String, MethodCode> reached = new LinkedHashMap<>();
        Deque<MethodCode> open = new ArrayDeque<>();
        for (TypeCode type : types.values()) {
            for (MethodCode method : type.methods.values()) {
                if (roots.contains(method.name())) {
                    reach(method, reached, open);
                }
            }
        }
        while (!open.isEmpty()) {
            for (Call call : open.pop().calls) {
                targetsOf(call).forEach(target -> reach(target, reached, open));
            }
        }
        return reached;
    }

    private static void reach(MethodCode method, Map<String, MethodCode> reached, Deque<MethodCode> open) {
        if (reached.putIfAbsent(method.key(), method) == null) {
            open.add(method);
        }
    }

    private Set<MethodCode> targetsOf(Call call) {
        Set<MethodCode> targets = new LinkedHashSet<>();
        MethodCode declared = inherited(call.owner, call.signature);
        if (declared != null) {
            targets.add(declared);
        }
        if (call.isVirtual && !call.owner.startsWith("java/util/function/")) {
            for (String subtype : subtypes.getOrDefault(call.owner, Set.of())) {
                MethodCode override = types.get(subtype).methods.get(call.signature);
                if (override != null) {
                    targets.add(override);
                }
            }
        }
        if (types.containsKey(call.owner) && types.get(call.owner).initialiser() != null && call.touchesType) {
            targets.add(types.get(call.owner).initialiser());
        }
        return targets;
    }

    private MethodCode inherited(String owner, String signature) {
        TypeCode type = types.get(owner);
        if (type == null) {
            return null;
        }
        MethodCode own = type.methods.get(signature);
        if (own != null) {
            return own;
        }
        for (String supertype : type.supertypes) {
            MethodCode found = inherited(supertype, signature);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    boolean isOwn(String type) {
        return types.containsKey(type);
    }

    /** A call in the bytecode. */
    static final class Call {
        final String owner;
        final String signature;
        final boolean isVirtual;
        final boolean touchesType;

        Call(String owner, String signature, boolean isVirtual, boolean touchesType) {
            this.owner = owner;
            this.signature = signature;
            this.isVirtual = isVirtual;
            this.touchesType = touchesType;
        }

        String name() {
            return signature.substring(0, signature.indexOf('('));
        }

        /** As {@code package/Type.method}. */
        String target() {
            return owner + "." + name();
        }
    }

    /** One method. */
    static final class MethodCode extends MethodVisitor {
        final String owner;
        final String signature;
        final boolean isSynchronized;
        final List<Call> calls = new ArrayList<>();
        private final Set<Label> catchers = new LinkedHashSet<>();

        private final Map<Label, String> firstAt = new HashMap<>();
        boolean entersMonitor;
        private final Deque<Label> current = new ArrayDeque<>();

        MethodCode(String owner, String signature, boolean isSynchronized) {
            super(Opcodes.ASM9);
            this.owner = owner;
            this.signature = signature;
            this.isSynchronized = isSynchronized;
        }

        String key() {
            return owner + "." + signature;
        }

        /** As {@code package/Type.method}. */
        String name() {
            return owner + "." + signature.substring(0, signature.indexOf('('));
        }

        /** The first call, or else the first instruction, of each handler that catches Throwable or Error. */
        Collection<String> catchAlls() {
            return catchers.stream().map(firstAt::get).collect(Collectors.toList());
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            // A handler without a type is a finally block, which rethrows what it has caught.
            if ("java/lang/Throwable".equals(type) || "java/lang/Error".equals(type)) {
                catchers.add(handler);
            }
        }

        @Override
        public void visitLabel(Label label) {
            if (catchers.contains(label)) {
                current.push(label);
            }
        }

        private void recordFirst(String what) {
            current.forEach(label -> firstAt.putIfAbsent(label, what));
            current.clear();
        }

        @Override
        public void visitInsn(int opcode) {
            entersMonitor |= opcode == Opcodes.MONITORENTER;
            if (opcode == Opcodes.ATHROW || opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
                recordFirst("instruction " + opcode);
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String type, String name, String descriptor, boolean isInterface) {
            recordFirst(type + "." + name);
            calls.add(new Call(
                    type,
                    name + descriptor,
                    opcode == Opcodes.INVOKEVIRTUAL || opcode == Opcodes.INVOKEINTERFACE,
                    opcode == Opcodes.INVOKESTATIC || name.equals("<init>")));
        }

        @Override
        public void visitFieldInsn(int opcode, String type, String name, String descriptor) {
            if (opcode == Opcodes.GETSTATIC && !type.equals(owner)) {
                calls.add(new Call(type, "<touched>()", false, true));
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            for (Object argument : arguments) {
                if (argument instanceof Handle) {
                    Handle body = (Handle) argument;
                    calls.add(new Call(body.getOwner(), body.getName() + body.getDesc(), false, false));
                }
            }
        }
    }

    /** One class. */
    private static final class TypeCode extends ClassVisitor {
        private final List<String> supertypes = new ArrayList<>();
        private final Map<String, MethodCode> methods = new TreeMap<>();
        private String name;

        TypeCode() {
            super(Opcodes.ASM9);
        }

        MethodCode initialiser() {
            return methods.get("<clinit>()V");
        }

        @Override
        public void visit(
                int version, int access, String type, String signature, String superclass, String[] interfaces) {
            name = type;
            supertypes.add(superclass);
            supertypes.addAll(List.of(interfaces));
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String descriptor, String s, String[] thrown) {
            MethodCode code = new MethodCode(name, method + descriptor, (access & Opcodes.ACC_SYNCHRONIZED) != 0);
            methods.put(method + descriptor, code);
            return code;
        }
    }
}
