// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

/**
 * A host name, or all names below one: {@code db.internal}, {@code *.db.internal}. Compared as text with the name that
 * the application used, never resolved. Immutable.
 *
 * <p>The comparison ignores case and the dot that ends a fully qualified name (RFC 1034, section 3.1).
 * {@code *.db.internal} matches the names below {@code db.internal}, but not {@code db.internal} itself.
 */
public final class HostPattern {

    private static final String WILDCARD = "*";

    /** The whole name; for a wildcard, the dot and all after it. */
    private final String text;

    private final boolean wildcard;

    /** @param pattern a host name, or {@code *.} and a host name */
    public HostPattern(String pattern) {
        this.wildcard = pattern.startsWith(WILDCARD + ".");
        String name = wildcard ? pattern.substring(WILDCARD.length()) : pattern;
        this.text = name.substring(0, lengthWithoutFinalDot(name));
    }

    /** Whether the pattern matches this name; false for null. Allocates nothing. */
    boolean matches(String host) {
        if (host == null) {
            return false;
        }
        int start = lengthWithoutFinalDot(host) - text.length();
        return (wildcard ? start > 0 : start == 0) && host.regionMatches(true, start, text, 0, text.length());
    }

    /** Whether this pattern matches every name that the other matches. */
    boolean covers(HostPattern other) {
        if (other.wildcard) {
            return wildcard && other.text.length() >= text.length() && hasSameEnding(other);
        }
        return matches(other.text);
    }

    private boolean hasSameEnding(HostPattern other) {
        return other.text.regionMatches(true, other.text.length() - text.length(), text, 0, text.length());
    }

    private static int lengthWithoutFinalDot(String name) {
        return name.endsWith(".") ? name.length() - 1 : name.length();
    }
}
