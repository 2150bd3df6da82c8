package io.keepalive.agent.event;

/** How much an event matters, least first. */
public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
}
