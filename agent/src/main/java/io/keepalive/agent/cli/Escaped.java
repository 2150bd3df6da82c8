package io.keepalive.agent.cli;

import io.keepalive.agent.report.Escaping;

/** What comes from other processes, made harmless for a terminal. */
final class Escaped {

    private Escaped() {}

    static String text(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        Escaping.appendPlain(text, escaped);
        return escaped.toString();
    }
}
