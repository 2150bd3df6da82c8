// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import io.keepalive.compat.application.opening.ConnectKinds;
import java.io.IOException;

/**
 * Opens one connection of each kind named by the arguments, prints the ports of both ends, and holds them open. With
 * the first argument "-wait" it waits for a line on standard input before.
 */
public final class OneOfEachKind {

    private OneOfEachKind() {}

    public static void main(String[] arguments) throws Exception {
        int first = 0;
        if (arguments[0].equals("-wait")) {
            StandardInput.nextLine();
            first = 1;
        }
        for (int i = first; i < arguments.length; i++) {
            ConnectKinds.named(arguments[i]).open().print(arguments[i]);
        }
        holdOpen();
    }

    public static void holdOpen() throws IOException {
        System.out.println("ready");
        StandardInput.untilItsEnd();
    }
}
