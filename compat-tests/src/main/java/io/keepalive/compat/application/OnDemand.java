// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import io.keepalive.compat.application.opening.ConnectKinds;

/**
 * For each line {@code KIND NAME} on standard input, opens a connection to itself and prints both ends under that
 * name.
 */
public final class OnDemand {

    private OnDemand() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("ready");
        for (String line = StandardInput.nextLine(); line != null; line = StandardInput.nextLine()) {
            String[] words = line.split(" ");
            ConnectKinds.named(words[0]).open().print(words[1]);
        }
    }
}
