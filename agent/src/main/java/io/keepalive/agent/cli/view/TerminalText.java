package io.keepalive.agent.cli.view;

import io.keepalive.agent.text.Escaping;

/** What comes from other processes, made harmless for a terminal. */
public final class TerminalText {

    /** Of a text that stands for a whole: what runs, or what a process says. */
    private static final int MOST = 1000;

    private TerminalText() {}

    /** The text with every character escaped that could change what a terminal shows. */
    public static String text(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        Escaping.appendPlain(text, escaped);
        return escaped.toString();
    }

    /** The same of a text that may be of any length, cut where it is too long to be read. */
    public static String start(String text) {
        return text(text.length() <= MOST ? text : text.substring(0, MOST) + "...");
    }
}
