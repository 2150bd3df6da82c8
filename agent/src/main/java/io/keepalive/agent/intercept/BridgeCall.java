// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

/** A call of a static method of the {@link io.keepalive.agent.bridge.Bridge}, which lets no exception escape. */
final class BridgeCall {

    /** The bridge's name in a class file. It is not linked here, because the bridge may not be defined yet. */
    static final String BRIDGE = "io/keepalive/agent/bridge/Bridge";

    private final String method;
    private final String descriptor;
    private final Operand[] operands;

    private BridgeCall(String method, String descriptor, Operand[] operands) {
        this.method = method;
        this.descriptor = descriptor;
        this.operands = operands;
    }

    /** A method that returns nothing. */
    static BridgeCall of(String method, Operand... operands) {
        return new BridgeCall(method, descriptor(operands, "V"), operands);
    }

    /** A method that returns an object, which another call takes when the hooked method ends. */
    static BridgeCall returning(String method, Operand... operands) {
        return new BridgeCall(method, descriptor(operands, "Ljava/lang/Object;"), operands);
    }

    private static String descriptor(Operand[] operands, String result) {
        StringBuilder descriptor = new StringBuilder("(");
        for (Operand operand : operands) {
            descriptor.append(operand.type());
        }
        return descriptor.append(')').append(result).toString();
    }

    String method() {
        return method;
    }

    String descriptor() {
        return descriptor;
    }

    Operand[] operands() {
        return operands;
    }
}
