// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.view;

import io.keepalive.agent.text.Escaping;

/** Escapes text of other processes, so that it cannot control a terminal. */
public final class TerminalText {

    /** The longest text of one value, such as a command or an error. */
    private static final int MOST = 1000;

    private TerminalText() {}

    /** The text, with every character escaped that a terminal could interpret. */
    public static String text(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        Escaping.appendPlain(text, escaped);
        return escaped.toString();
    }

    /** The same, for a text of any length, which is cut. */
    public static String start(String text) {
        return text(text.length() <= MOST ? text : text.substring(0, MOST) + "...");
    }
}
