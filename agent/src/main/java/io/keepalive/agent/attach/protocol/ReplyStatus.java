package io.keepalive.agent.attach.protocol;

/** What became of a request. */
public enum ReplyStatus {
    /** It is done; what was asked for follows. */
    DONE,
    /** The agent is not in this JVM. */
    ABSENT,
    /** The agent is just starting. */
    STARTING,
    /** It was not done; why follows. */
    REFUSED
}
