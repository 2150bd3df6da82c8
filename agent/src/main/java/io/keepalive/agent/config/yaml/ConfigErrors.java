package io.keepalive.agent.config.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that all of it can be said at once. */
public final class ConfigErrors {

    /** Beyond so many it is not a configuration with mistakes, but some other text: nobody reads on. */
    private static final int MOST = 100;

    private final List<ConfigError> found = new ArrayList<>();
    private int unsaid;

    /** Adds an error at this location. */
    public void add(SourceLocation place, String message) {
        if (found.size() < MOST) {
            found.add(new ConfigError(place, MessageText.message(message)));
        } else {
            unsaid++;
        }
    }

    /** Adds errors that were collected elsewhere. */
    public void addAll(List<ConfigError> more) {
        found.addAll(more);
    }

    /** Whether nothing has been added. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the file, those of overrides first. */
    public List<ConfigError> sorted() {
        List<ConfigError> sorted = new ArrayList<>(found);
        if (sorted.size() > 1) {
            sorted.sort(Comparator.comparingInt(ConfigError::line).thenComparingInt(ConfigError::column));
        }
        if (unsaid > 0) {
            String file = sorted.get(MOST - 1).file();
            sorted.add(new ConfigError(SourceLocation.of(file), "and " + unsaid + " more mistakes"));
        }
        return sorted;
    }
}
