// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/** The environment variables that the values of one document name, and the length of the text that they expand to. */
public final class Variables {

    /** As long as a whole document may be: a few lines that repeat a long variable must not exhaust the memory. */
    private static final int MAX_LENGTH = 1 << 20;

    private final Function<String, String> environment;
    private final Set<String> named = new HashSet<>();
    private int length;

    /** @param environment returns the value of an environment variable, or null */
    public Variables(Function<String, String> environment) {
        this.environment = environment;
    }

    /** Whether a value of the document names this variable. */
    public boolean isNamed(String name) {
        return named.contains(name);
    }

    /** Returns the value of a variable; null where it is not set. */
    String value(String name) {
        named.add(name);
        return environment.apply(name);
    }

    /** @throws DocumentLimitException where the text of all values with variables becomes too long */
    void addLength(int more, SourceLocation location) {
        length += more;
        if (length > MAX_LENGTH) {
            throw new DocumentLimitException(
                    location,
                    "the variables expand to more than " + MAX_LENGTH + " characters, the most that is allowed");
        }
    }
}
