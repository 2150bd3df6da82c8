package io.keepalive.agent.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that all of it can be said at once. */
final class Mistakes {

    private final List<Mistake> found = new ArrayList<>();

    void add(Place place, String message) {
        found.add(new Mistake(place, Quoted.oneLine(message)));
    }

    void add(Mistake mistake) {
        found.add(mistake);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the file, those of overrides first. */
    List<Mistake> sorted() {
        List<Mistake> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
        return sorted;
    }
}
