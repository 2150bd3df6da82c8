// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.dialogue;

import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.cli.jvm.CommandFailure;

/** An exchange with the agent in another JVM: a request, and one or more replies. */
public interface Dialogue extends AutoCloseable {

    /** The limit for a reply. */
    long TIMEOUT_MILLIS = 60_000;

    /**
     * Waits for the next reply.
     *
     * @return null if there is none within the limit
     * @throws CommandFailure if there will be no further reply
     */
    Reply nextReply(long millis) throws CommandFailure;

    /** Waits for the first reply. */
    Reply firstReply() throws CommandFailure;

    /** Releases all resources. May be called from any thread, and more than once. */
    @Override
    void close();
}
