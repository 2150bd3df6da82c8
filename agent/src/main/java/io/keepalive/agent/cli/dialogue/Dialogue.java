package io.keepalive.agent.cli.dialogue;

import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.cli.jvm.CommandFailure;

/** A request to the agent in another JVM that is under way, with its reply, or with one after the other. */
public interface Dialogue extends AutoCloseable {

    /** For whatever needs the other side. */
    long PATIENCE_MILLIS = 60_000;

    /**
     * The next reply.
     *
     * @return null where there is none within that time
     * @throws CommandFailure where there will be none any more
     */
    Reply next(long millis) throws CommandFailure;

    /** The first reply, which is waited for. */
    Reply first() throws CommandFailure;

    /** Whatever belongs to it goes. May be called from any thread, and more than once. */
    @Override
    void close();
}
