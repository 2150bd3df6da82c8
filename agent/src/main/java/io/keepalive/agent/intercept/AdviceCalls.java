// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Writes the calls of advice into the code of one method. A call at the method's end takes the arguments that the method
 * was called with, which are copied at its start: the method may assign to its own ones.
 */
final class AdviceCalls {

    private final MethodVisitor code;
    private final Locals locals;
    private final FieldTypes fields;
    /** The slots of the copies by the argument's number; 0 for an argument that is not copied. */
    private final int[] copies;

    private int entered;
    private int thrown;

    /** @param code receives the instructions, with slots as they are in the woven method */
    AdviceCalls(MethodVisitor code, Locals locals, FieldTypes fields) {
        this.code = code;
        this.locals = locals;
        this.fields = fields;
        copies = new int[locals.arguments()];
    }

    /** Makes a call at the method's start. */
    void makeAtStart(BridgeCall call) {
        for (Operand operand : call.operands()) {
            load(operand, false);
        }
        invoke(call);
    }

    /** Makes a call at the method's end, with the result on the stack if the method returns one. */
    void makeAtEnd(BridgeCall call) {
        for (Operand operand : call.operands()) {
            load(operand, true);
        }
        invoke(call);
    }

    private void invoke(BridgeCall call) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, BridgeCall.BRIDGE, call.method(), call.descriptor(), false);
    }

    private void load(Operand operand, boolean atEnd) {
        switch (operand.kind()) {
            case THIS:
                code.visitVarInsn(Opcodes.ALOAD, 0);
                break;
            case ARGUMENT:
                int number = operand.argument();
                int slot = atEnd ? copies[number] : locals.slotOf(number);
                code.visitVarInsn(locals.typeOf(number).getOpcode(Opcodes.ILOAD), slot);
                break;
            case FIELD:
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitFieldInsn(Opcodes.GETFIELD, locals.owner(), operand.field(), fields.of(operand.field()));
                break;
            case RESULT:
                code.visitInsn(Opcodes.DUP);
                break;
            case THROWN:
                code.visitVarInsn(Opcodes.ALOAD, thrown);
                break;
            default:
                code.visitVarInsn(Opcodes.ALOAD, entered);
        }
    }

    /** Copies the arguments that a call at the end takes. */
    void keepArguments(BridgeCall call) {
        for (Operand operand : call.operands()) {
            if (operand.kind() == Operand.Kind.ARGUMENT && copies[operand.argument()] == 0) {
                keepArgument(operand.argument());
            }
        }
    }

    private void keepArgument(int number) {
        Type type = locals.typeOf(number);
        copies[number] = locals.add(frameType(type));
        code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), locals.slotOf(number));
        code.visitVarInsn(type.getOpcode(Opcodes.ISTORE), copies[number]);
    }

    /** The types of arguments that advice takes. */
    private static Object frameType(Type type) {
        return type.getSort() == Type.OBJECT ? type.getInternalName() : Opcodes.INTEGER;
    }

    /** Keeps what the call at the start has returned. */
    void keepEntered() {
        entered = locals.add("java/lang/Object");
        code.visitVarInsn(Opcodes.ASTORE, entered);
    }

    /** Adds a variable for what the method throws. It is undefined until then. */
    void addThrown() {
        thrown = locals.add(Opcodes.TOP);
    }

    /** Keeps the exception on the stack. */
    void keepThrown() {
        code.visitVarInsn(Opcodes.ASTORE, thrown);
    }

    /** Throws the exception that was kept. */
    void rethrow() {
        code.visitVarInsn(Opcodes.ALOAD, thrown);
        code.visitInsn(Opcodes.ATHROW);
    }
}
