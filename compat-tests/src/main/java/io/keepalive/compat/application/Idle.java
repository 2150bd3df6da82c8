// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

/** Does nothing until its standard input ends. It only has the sockets that it was started with. */
public final class Idle {

    private Idle() {}

    public static void main(String[] arguments) throws Exception {
        OneOfEachKind.holdOpen();
    }
}
