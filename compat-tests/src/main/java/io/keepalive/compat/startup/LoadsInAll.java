// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import io.keepalive.compat.application.ClassLoadRecorder;
import io.keepalive.compat.application.StandardInput;
import io.keepalive.compat.application.opening.ConnectKinds;
import java.util.Collections;

/**
 * Opens a blocking connection and one with NIO, waits for a line on standard input, and prints the classes that were
 * loaded until then. Needs {@link ClassLoadRecorder}.
 */
public final class LoadsInAll {

    private LoadsInAll() {}

    public static void main(String[] arguments) throws Exception {
        ConnectKinds.named("blocking").open();
        ConnectKinds.named("nio").open();
        System.out.println("ready");
        StandardInput.nextLine();
        ClassLoadRecorder.printSince(Collections.emptyList());
        System.out.println("printed");
        StandardInput.untilItsEnd();
    }
}
