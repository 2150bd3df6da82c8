// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The local variables of a method into which advice is woven. Those of the advice come directly after the arguments, and
 * the method's own ones move up by as many slots: their number is not known before the end of the code.
 */
final class Locals {

    private final String owner;
    private final boolean isStatic;
    private final Type[] arguments;
    private final int firstAdded;
    private final List<Object> added = new ArrayList<>();

    /**
     * @param owner the internal name of the class
     * @param access the method's flags
     * @param descriptor the method's descriptor
     */
    Locals(String owner, int access, String descriptor) {
        this.owner = owner;
        isStatic = (access & Opcodes.ACC_STATIC) != 0;
        arguments = Type.getArgumentTypes(descriptor);
        firstAdded = slotOf(arguments.length);
    }

    /** The internal name of the class. */
    String owner() {
        return owner;
    }

    boolean isStatic() {
        return isStatic;
    }

    /** The number of arguments. */
    int arguments() {
        return arguments.length;
    }

    /** The slot of an argument. */
    int slotOf(int argument) {
        int slot = isStatic ? 0 : 1;
        for (int i = 0; i < argument; i++) {
            slot += arguments[i].getSize();
        }
        return slot;
    }

    Type typeOf(int argument) {
        return arguments[argument];
    }

    /**
     * Adds a variable of one slot.
     *
     * @param frameType its type in a frame: an internal name, or a constant of Opcodes
     * @return its slot
     */
    int add(Object frameType) {
        added.add(frameType);
        return firstAdded + added.size() - 1;
    }

    /** The number of added slots. */
    int added() {
        return added.size();
    }

    /** The slot of one of the method's own variables or arguments in the woven code. */
    int moved(int slot) {
        return slot < firstAdded ? slot : slot + added.size();
    }

    /**
     * The frame's variables with the added ones.
     *
     * @param count the number of the frame's variables, of which a long or a double takes two slots
     */
    Object[] with(int count, Object[] frame) {
        List<Object> all = new ArrayList<>(count + added.size());
        int next = 0;
        int slot = 0;
        while (slot < firstAdded) {
            Object type = next < count ? frame[next++] : Opcodes.TOP;
            all.add(type);
            slot += Opcodes.LONG.equals(type) || Opcodes.DOUBLE.equals(type) ? 2 : 1;
        }
        all.addAll(added);
        while (next < count) {
            all.add(frame[next++]);
        }
        return all.toArray();
    }

    /**
     * The variables where an exception is handled: the object and the added ones. The arguments count as undefined,
     * since the method may have put values of other types in their place.
     */
    Object[] whereHandled() {
        return isStatic ? with(0, new Object[0]) : with(1, new Object[] {owner});
    }
}
