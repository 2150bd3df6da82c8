// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Weaves advice into one method. Adds no branch, and no frame but that of the exception handler. What a call throws at the
 * method's end is outside that handler, so no call is made twice.
 */
final class AdvisedMethod extends MethodVisitor {

    /** Above the method's own values a call has at most a copy of the result and four operands. */
    private static final int ADDED_STACK = 5;

    private final Advice advice;
    private final Locals locals;
    private final AdviceCalls calls;
    /** Where what the method throws is handled: pairs of start and end. */
    private final List<Label> handled = new ArrayList<>();

    AdvisedMethod(MethodVisitor next, Advice advice, Locals locals, FieldTypes fields) {
        super(Opcodes.ASM9, next);
        this.advice = advice;
        this.locals = locals;
        calls = new AdviceCalls(next, locals, fields);
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (advice.atStart() != null) {
            calls.makeAtStart(advice.atStart());
            if (advice.isAround()) {
                calls.keepEntered();
            }
        }
        if (advice.onReturn() != null) {
            calls.keepArguments(advice.onReturn());
        }
        if (advice.onThrow() != null) {
            calls.keepArguments(advice.onThrow());
            calls.addThrown();
            mark();
        }
    }

    private void mark() {
        Label here = new Label();
        handled.add(here);
        super.visitLabel(here);
    }

    @Override
    public void visitInsn(int opcode) {
        if (advice.onReturn() != null && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            returnAdvised(opcode);
        } else {
            super.visitInsn(opcode);
        }
    }

    private void returnAdvised(int opcode) {
        boolean handles = advice.onThrow() != null;
        if (handles) {
            mark();
        }
        calls.makeAtEnd(advice.onReturn());
        super.visitInsn(opcode);
        if (handles) {
            mark();
        }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (advice.onThrow() != null) {
            mark();
            handle();
        }
        super.visitMaxs(maxStack + ADDED_STACK, maxLocals + locals.added());
    }

    /** The handler comes last in the method's list, so that the method's own ones precede it (JVMS 2.10). */
    private void handle() {
        Label handler = new Label();
        super.visitLabel(handler);
        super.visitFrame(
                Opcodes.F_NEW, locals.whereHandled().length, locals.whereHandled(), 1, new Object[] {advice.thrownType()
                });
        calls.keepThrown();
        calls.makeAtEnd(advice.onThrow());
        calls.rethrow();
        for (int i = 0; i < handled.size(); i += 2) {
            Label start = handled.get(i);
            Label end = handled.get(i + 1);
            // Nothing follows a return at the end of the method, and an empty range is not allowed (JVMS 4.7.3).
            if (start.getOffset() < end.getOffset()) {
                super.visitTryCatchBlock(start, end, handler, advice.thrownType());
            }
        }
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
        super.visitVarInsn(opcode, locals.moved(slot));
    }

    @Override
    public void visitIincInsn(int slot, int increment) {
        super.visitIincInsn(locals.moved(slot), increment);
    }

    @Override
    public void visitFrame(int type, int localCount, Object[] local, int stackCount, Object[] stack) {
        Object[] all = locals.with(localCount, local);
        super.visitFrame(type, all.length, all, stackCount, stack);
    }

    @Override
    public void visitLocalVariable(String name, String descriptor, String signature, Label start, Label end, int slot) {
        super.visitLocalVariable(name, descriptor, signature, start, end, locals.moved(slot));
    }
}
