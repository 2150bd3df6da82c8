package io.keepalive.agent.report;

/** Whose calls are remembered for the report. */
public enum StackTraces {
    /** The call that found its peer dead. */
    DEAD,
    /** That, and the call that opened each connection: costs a stack walk and its memory for every one. */
    OPENED,
    /** Nobody's. */
    OFF
}
