// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:-default}} in one value by environment variables; {@code $${NAME}} is the
 * literal {@code ${NAME}}. Works on the parsed text of a scalar, so that a variable cannot add any structure, and does not
 * replace anything in the text of a variable.
 *
 * <p>Has no regular expressions, like all that reads the configuration before the application's main.
 */
final class Substitution {

    /** How every variable begins. */
    static final String OPENING = "${";

    private static final String DEFAULT = ":-";
    private static final String ALLOWED = "; allowed are ${NAME} and ${NAME:-default}, where NAME has letters, digits"
            + " and _, and default has no ${; $${ is a literal ${";

    /** The list of variables in a message is cut anyway. */
    private static final int MAX_SOURCE = 100;

    private final Variables variables;
    private final SourceLocation location;
    private final ConfigErrors errors;
    private final StringBuilder result = new StringBuilder();
    private final StringBuilder source = new StringBuilder();
    private boolean failed;

    private Substitution(Variables variables, SourceLocation location, ConfigErrors errors) {
        this.variables = variables;
        this.location = location;
        this.errors = errors;
    }

    /**
     * Returns the value with all its variables replaced; null after an error. A value with a variable has no YAML type: it
     * is untyped, as an override is.
     *
     * @throws DocumentLimitException where the variables make the document too large
     */
    static Scalar apply(Scalar scalar, Variables variables, SourceLocation location, ConfigErrors errors) {
        Substitution substitution = new Substitution(variables, location, errors);
        substitution.replaceIn(scalar.text());
        return substitution.failed ? null : substitution.replaced(scalar);
    }

    private Scalar replaced(Scalar scalar) {
        return source.length() == 0
                ? scalar.with(result.toString())
                : Scalar.ofVariables(result.toString(), MessageText.unquoted(source.toString()));
    }

    private void replaceIn(String text) {
        int from = 0;
        for (int start = text.indexOf(OPENING); start >= 0; start = text.indexOf(OPENING, from)) {
            if (start > from && text.charAt(start - 1) == '$') {
                append(text.substring(from, start - 1) + OPENING);
                from = start + OPENING.length();
            } else {
                append(text.substring(from, start));
                from = replaceAt(start, text);
            }
        }
        append(text.substring(from));
    }

    /** Replaces the variable that begins at this position; returns the position after it. */
    private int replaceAt(int start, String text) {
        int end = text.indexOf('}', start);
        if (end < 0) {
            fail("no } ends the variable " + MessageText.quoted(text.substring(start)) + ALLOWED);
            return text.length();
        }
        String inside = text.substring(start + OPENING.length(), end);
        int nameEnd = nameEnd(inside);
        String name = inside.substring(0, nameEnd);
        if (nameEnd > 0 && nameEnd == inside.length()) {
            replace(name, null);
        } else if (nameEnd > 0 && inside.startsWith(DEFAULT, nameEnd) && !inside.contains(OPENING)) {
            replace(name, inside.substring(nameEnd + DEFAULT.length()));
        } else {
            fail("not a variable: " + MessageText.quoted(text.substring(start, end + 1)) + ALLOWED);
        }
        return end + 1;
    }

    /** The length of the name at the start of the text; 0 where there is none (POSIX.1-2017, 3.235 Name). */
    private static int nameEnd(String text) {
        int end = 0;
        while (end < text.length() && (isLetter(text.charAt(end)) || end > 0 && isDigit(text.charAt(end)))) {
            end++;
        }
        return end;
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** As in a shell, the default also replaces an empty variable. White space around a value is dropped, as in an override. */
    private void replace(String name, String defaultText) {
        String untrimmed = variables.value(name);
        String value = untrimmed == null ? null : untrimmed.trim();
        if (defaultText != null && (value == null || value.isEmpty())) {
            append(defaultText);
            addSource("default of ", name);
        } else if (value != null) {
            append(value);
            addSource("from ", name);
        } else {
            String shown = MessageText.unquoted(name);
            fail("the environment variable " + shown + " is not set; set it, or write ${" + shown + ":-default}");
        }
    }

    private void append(String text) {
        variables.addLength(text.length(), location);
        result.append(text);
    }

    private void addSource(String how, String name) {
        if (source.length() < MAX_SOURCE) {
            source.append(source.length() == 0 ? "" : ", ")
                    .append(how)
                    .append(OPENING)
                    .append(name)
                    .append('}');
        }
    }

    private void fail(String message) {
        failed = true;
        errors.add(location, message);
    }
}
