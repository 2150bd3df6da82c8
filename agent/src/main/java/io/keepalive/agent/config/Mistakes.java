package io.keepalive.agent.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that all of it can be said at once. */
final class Mistakes {

    /** Beyond so many it is not a configuration with mistakes, but some other text: nobody reads on. */
    private static final int MOST = 100;

    private final List<Mistake> found = new ArrayList<>();
    private int unsaid;

    void add(Place place, String message) {
        if (found.size() < MOST) {
            found.add(new Mistake(place, Quoted.message(message)));
        } else {
            unsaid++;
        }
    }

    void addAll(List<Mistake> more) {
        found.addAll(more);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the file, those of overrides first. */
    List<Mistake> sorted() {
        List<Mistake> sorted = new ArrayList<>(found);
        if (sorted.size() > 1) {
            sorted.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
        }
        if (unsaid > 0) {
            String file = sorted.get(MOST - 1).file();
            sorted.add(new Mistake(Place.of(file), "and " + unsaid + " more mistakes"));
        }
        return sorted;
    }
}
