package io.keepalive.agent.startup;

import java.util.Locale;

/**
 * What is said to the agent outside its configuration file, as far as that must be known before the configuration is
 * read: on the main thread too, so by few and simple classes.
 */
final class ExternalSettings {

    private ExternalSettings() {}

    /**
     * Neither the argument, nor a system property, nor an environment variable says anything: then nothing can be wrong.
     *
     * @param argument the agent's, or null
     */
    static boolean saysNothing(String argument) {
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
     * Whether main might have to wait for the agent: where there is neither a file nor a word about it, it need not.
     *
     * @param argument the agent's, or null
     */
    static boolean couldHoldMain(String argument) {
        return !"beside".equals(value("start", argument)) && (file(argument) != null || speaksOfSeeing(argument));
    }

    /** Whether main might have to wait whatever the file says. */
    static boolean speaksOfSeeing(String argument) {
        return value("start", argument) != null || value("precedence", argument) != null;
    }

    /** The configuration file, or null for none. */
    static String file(String argument) {
        String first = argument == null ? "" : argument.split(",", 2)[0].trim();
        return first.isEmpty() || isAssignment(first) ? value("config", argument) : first;
    }

    /** As the configuration package takes the argument apart; by hand, since main's thread is to load no Pattern. */
    private static boolean isAssignment(String part) {
        int end = part.indexOf('=');
        boolean key = end > 0 && isLetter(part.charAt(0));
        for (int i = 1; key && i < end; i++) {
            char c = part.charAt(i);
            key = isLetter(c) || c >= '0' && c <= '9' || c == '.' || c == '-';
        }
        return key;
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    /**
     * What holds of all that is said about a setting.
     *
     * @param key as in {@code key=value}, such as {@code fail-fast}
     * @return null where nothing is said
     */
    static String value(String key, String argument) {
        String said = assigned(key, argument);
        if (said == null) {
            said = orNull(System.getProperty("keepalive." + key));
        }
        if (said == null) {
            said = orNull(
                    System.getenv("KEEPALIVE_" + key.toUpperCase(Locale.ROOT).replace('-', '_')));
        }
        return said;
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
