// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.subject;

/** An agent that does nothing: the minimum cost of any agent. */
public final class EmptyAgent {

    private EmptyAgent() {}

    public static void premain(String argument) {
        // Does nothing.
    }
}
