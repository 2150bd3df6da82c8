// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects errors or warnings, so that all of them are reported at once. */
public final class ConfigErrors {

    /** A file with more errors is probably not a configuration at all. */
    private static final int MAX_ERRORS = 100;

    private final List<ConfigError> errors = new ArrayList<>();
    private int omitted;

    /** Adds an error at this location, unless it is there already, as for a value that has several aliases. */
    public void add(SourceLocation location, String message) {
        if (errors.size() < MAX_ERRORS) {
            addNew(new ConfigError(location, MessageText.message(message)));
        } else {
            omitted++;
        }
    }

    private void addNew(ConfigError error) {
        for (ConfigError earlier : errors) {
            if (earlier.isSameAs(error)) {
                return;
            }
        }
        errors.add(error);
    }

    /** Adds errors that were collected elsewhere. */
    public void addAll(List<ConfigError> more) {
        errors.addAll(more);
    }

    /** Whether nothing has been added. */
    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** Sorted by line and column, those of overrides first; then the number of those that were omitted. */
    public List<ConfigError> sorted() {
        List<ConfigError> sorted = new ArrayList<>(errors);
        if (sorted.size() > 1) {
            sorted.sort(Comparator.comparingInt(ConfigError::line).thenComparingInt(ConfigError::column));
        }
        if (omitted > 0) {
            String file = sorted.get(MAX_ERRORS - 1).file();
            sorted.add(new ConfigError(SourceLocation.of(file), "and " + omitted + " more errors"));
        }
        return sorted;
    }
}
