package io.keepalive.agent.bridge;

/** Observes nothing: there is no agent yet, or no more. */
final class NoObserver implements SocketObserver {}
