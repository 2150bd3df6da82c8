// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import io.keepalive.compat.application.ClassLoadRecorder;
import io.keepalive.compat.application.StandardInput;
import io.keepalive.compat.application.opening.ConnectKinds;
import java.util.List;

/**
 * Opens a blocking connection and one with NIO. For each line on standard input prints the classes that were loaded since
 * the line before, and {@code printed}. Needs {@link ClassLoadRecorder}.
 */
public final class LoadsInAll {

    private LoadsInAll() {}

    public static void main(String[] arguments) throws Exception {
        ConnectKinds.named("blocking").open();
        ConnectKinds.named("nio").open();
        System.out.println("ready");
        int printed = 0;
        while (StandardInput.nextLine() != null) {
            List<String> all = ClassLoadRecorder.all();
            all.subList(printed, all.size()).forEach(load -> System.out.println("loaded " + load));
            printed = all.size();
            System.out.println("printed");
        }
    }
}
