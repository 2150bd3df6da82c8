// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Weaves the advice of hooks into one class file. All other methods are copied as they are, without being parsed. */
final class AdvisedClass extends ClassVisitor {

    private static final int WITHOUT_CODE = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;

    private final List<Hook> hooks;
    private final Set<Hook> found;
    private final FieldTypes fields;
    private String owner;

    private AdvisedClass(ClassVisitor writer, FieldTypes fields, List<Hook> hooks, Set<Hook> found) {
        super(Opcodes.ASM9, writer);
        this.fields = fields;
        this.hooks = hooks;
        this.found = found;
    }

    /**
     * Returns the woven class file.
     *
     * @param loader the loader of the class; null for the bootstrap loader
     * @param found receives the hooks whose method the class has
     * @throws IllegalArgumentException where the file is of a version that the library does not know
     * @throws IllegalStateException where the class lacks a field that the advice reads
     */
    static byte[] weave(ClassLoader loader, byte[] classFile, List<Hook> hooks, Set<Hook> found) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new AdvisedClass(writer, new FieldTypes(loader), hooks, found), ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        owner = name;
        fields.setSuperclass(superName);
        super.visit(version, access, name, signature, superName, interfaces);
    }

    /** A class file has its fields before its methods (JVMS 4.1). */
    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        fields.add(name, descriptor);
        return super.visitField(access, name, descriptor, signature, value);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
        for (Hook hook : hooks) {
            if ((access & WITHOUT_CODE) == 0 && hook.method().matches(name, descriptor)) {
                found.add(hook);
                method = new AdvisedMethod(method, hook.advice(), new Locals(owner, access, descriptor), fields);
            }
        }
        return method;
    }
}
