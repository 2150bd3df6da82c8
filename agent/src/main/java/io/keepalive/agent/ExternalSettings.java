// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import java.util.Locale;

/**
 * The settings outside the configuration file that are needed before the configuration is read. Also used on the main
 * thread, and therefore with few and simple classes.
 */
public final class ExternalSettings {

    private ExternalSettings() {}

    /**
     * Whether there is no argument, system property or environment variable for the agent, and so nothing to be wrong.
     *
     * @param argument the agent's argument, or null
     */
    public static boolean areEmpty(String argument) {
        return (argument == null || argument.isEmpty())
                && !hasPrefix(System.getProperties().stringPropertyNames(), "keepalive.")
                && !hasPrefix(System.getenv().keySet(), "KEEPALIVE_");
    }

    private static boolean hasPrefix(Iterable<String> names, String prefix) {
        for (String name : names) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether main may have to wait for the agent. Without a file and without a setting about waiting, it does not.
     *
     * @param argument the agent's argument, or null
     */
    public static boolean couldHoldMain(String argument) {
        return !"beside".equals(value("start", argument))
                && (file(argument) != null || couldHoldMainWithoutFile(argument));
    }

    /**
     * Whether main may have to wait regardless of the file.
     *
     * @param argument the agent's argument, or null
     */
    public static boolean couldHoldMainWithoutFile(String argument) {
        return value("start", argument) != null || value("precedence", argument) != null;
    }

    /**
     * The configuration file, or null.
     *
     * @param argument the agent's argument, or null
     */
    public static String file(String argument) {
        String first = argument == null ? "" : argument.split(",", 2)[0].trim();
        return first.isEmpty() || keyEnd(first) > 0 ? value("config", argument) : first;
    }

    /**
     * The length of the key in {@code key=value}: a letter, then letters, digits, dots and hyphens; 0 where there is none.
     * A path of this form needs a leading {@code ./}.
     *
     * @param part of the agent's argument
     */
    public static int keyEnd(String part) {
        int end = 0;
        while (end < part.length() && (isLetter(part.charAt(end)) || end > 0 && isDigitOrMark(part.charAt(end)))) {
            end++;
        }
        return end < part.length() && part.charAt(end) == '=' ? end : 0;
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static boolean isDigitOrMark(char c) {
        return c >= '0' && c <= '9' || c == '.' || c == '-';
    }

    /**
     * The effective value of a setting.
     *
     * @param key as in {@code key=value}, such as {@code fail-fast}
     * @param argument the agent's argument, or null
     * @return null if it is not set
     */
    public static String value(String key, String argument) {
        String value = assigned(key, argument);
        if (value == null) {
            value = orNull(System.getProperty("keepalive." + key));
        }
        if (value == null) {
            value = orNull(
                    System.getenv("KEEPALIVE_" + key.toUpperCase(Locale.ROOT).replace('-', '_')));
        }
        return value;
    }

    private static String assigned(String key, String argument) {
        if (argument != null) {
            for (String part : argument.split(",")) {
                String trimmed = part.trim();
                if (trimmed.startsWith(key) && trimmed.startsWith("=", key.length())) {
                    return trimmed.substring(key.length() + 1);
                }
            }
        }
        return null;
    }

    private static String orNull(String value) {
        return value == null || value.trim().isEmpty() ? null : value.trim();
    }
}
