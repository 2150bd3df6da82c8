// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.commandline;

import io.keepalive.compat.application.StandardInput;

/**
 * Runs a thread with the name of the agent's, as if the agent were loaded, and does nothing until its standard input
 * ends.
 */
public final class Impostor {

    private static final String AGENT_THREAD = "keepalive-agent";

    private Impostor() {}

    public static void main(String[] arguments) throws Exception {
        pretendToBeAgent();
        System.out.println("ready");
        StandardInput.untilItsEnd();
    }

    /** From now on the agent appears to be loaded when the process is inspected from outside. */
    static void pretendToBeAgent() {
        Thread thread = new Thread(Impostor::sleep, AGENT_THREAD);
        thread.setDaemon(true);
        thread.start();
    }

    private static void sleep() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
