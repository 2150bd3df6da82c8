// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

/**
 * What is woven into a method: a call of the bridge when it starts, when it returns, or when it throws. A call changes
 * neither what the method returns nor what it throws.
 */
final class Advice {

    private static final String ANY_THROWABLE = "java/lang/Throwable";

    private final BridgeCall atStart;
    private final BridgeCall onReturn;
    private final BridgeCall onThrow;
    private final String thrownType;

    private Advice(BridgeCall atStart, BridgeCall onReturn, BridgeCall onThrow, String thrownType) {
        this.atStart = atStart;
        this.onReturn = onReturn;
        this.onThrow = onThrow;
        this.thrownType = thrownType;
    }

    /** Calls before the method does anything. Not for constructors. */
    static Advice atStart(BridgeCall call) {
        return new Advice(call, null, null, null);
    }

    /** Calls when the method returns without an exception. */
    static Advice onReturn(BridgeCall call) {
        return new Advice(null, call, null, null);
    }

    /**
     * Calls when the method throws an exception of this type. Costs nothing while nothing is thrown. Not for
     * constructors.
     *
     * @param type the internal name of the exception's class
     */
    static Advice onThrow(String type, BridgeCall call) {
        return new Advice(null, null, call, type);
    }

    /**
     * Calls at the start, and again when the method returns or throws. Not for constructors.
     *
     * @param end takes what the first call returns as its operand {@link Operand#entered}
     */
    static Advice around(BridgeCall start, BridgeCall end) {
        return new Advice(start, end, end, ANY_THROWABLE);
    }

    /** The call at the start, or null. */
    BridgeCall atStart() {
        return atStart;
    }

    /** The call when the method returns, or null. */
    BridgeCall onReturn() {
        return onReturn;
    }

    /** The call when the method throws, or null. */
    BridgeCall onThrow() {
        return onThrow;
    }

    /** The internal name of the exceptions at which {@link #onThrow} is made, or null. */
    String thrownType() {
        return thrownType;
    }

    /** Whether the call at the end takes what the call at the start returns. */
    boolean isAround() {
        return atStart != null && onReturn != null;
    }
}
