// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The commands on standard input. */
public final class StandardInput {

    private static final BufferedReader LINES =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private StandardInput() {}

    /** Waits for the next line; null at the end. */
    public static String nextLine() throws IOException {
        return LINES.readLine();
    }

    /** Waits until standard input ends, which it does when the test ends or is killed. */
    public static void untilItsEnd() throws IOException {
        while (nextLine() != null) {
            // Ignored by this program.
        }
    }
}
