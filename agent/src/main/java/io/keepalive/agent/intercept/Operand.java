// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

/** A value of a hooked method that is passed to the bridge. */
final class Operand {

    /** What the value is. */
    enum Kind {
        THIS,
        ARGUMENT,
        FIELD,
        RESULT,
        THROWN,
        ENTERED
    }

    private final Kind kind;
    private final String type;
    private final int argument;
    private final String field;

    private Operand(Kind kind, String type, int argument, String field) {
        this.kind = kind;
        this.type = type;
        this.argument = argument;
        this.field = field;
    }

    /** @param type the descriptor of the bridge's parameter, of which the object is a subtype */
    static Operand self(String type) {
        return new Operand(Kind.THIS, type, -1, null);
    }

    /**
     * The argument as it was when the method was called.
     *
     * @param number counted from 0
     * @param type the descriptor of the bridge's parameter; not that of a long or a double
     */
    static Operand argument(int number, String type) {
        return new Operand(Kind.ARGUMENT, type, number, null);
    }

    /** A field of the object, which its class or a superclass declares. */
    static Operand field(String name, String type) {
        return new Operand(Kind.FIELD, type, -1, name);
    }

    /** The boolean that the method returns. Must be the first operand of a call. */
    static Operand result() {
        return new Operand(Kind.RESULT, "Z", -1, null);
    }

    /** What the method throws. */
    static Operand thrown() {
        return new Operand(Kind.THROWN, "Ljava/lang/Throwable;", -1, null);
    }

    /** The result of the call at the method's start. */
    static Operand entered() {
        return new Operand(Kind.ENTERED, "Ljava/lang/Object;", -1, null);
    }

    Kind kind() {
        return kind;
    }

    /** The descriptor of the bridge's parameter. */
    String type() {
        return type;
    }

    /** The argument's number, counted from 0; -1 for every other kind. */
    int argument() {
        return argument;
    }

    /** The field's name; null for every other kind. */
    String field() {
        return field;
    }
}
