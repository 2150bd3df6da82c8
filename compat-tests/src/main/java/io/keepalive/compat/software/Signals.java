// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import io.keepalive.compat.application.StandardInput;
import java.io.IOException;

/** What a program prints on standard output for the test, beside its own output, and what it waits for. */
public final class Signals {

    private Signals() {}

    /** Prints the port at which this program accepts connections. */
    public static void listening(int port) {
        System.out.println("listening " + port);
        System.out.flush();
    }

    /** Prints that all connections of the program are open and idle, and waits until it may go on. */
    public static void open() throws IOException {
        System.out.println("open");
        System.out.flush();
        StandardInput.nextLine();
    }
}
