package io.keepalive.agent.config;

import java.util.List;

/** Keys with their values, in the order of the file, each key once. */
final class YamlMapping extends YamlValue {

    /** A key, where it stands, and its value. */
    static final class Entry {

        private final String key;
        private final Place place;
        private final YamlValue value;

        Entry(String key, Place place, YamlValue value) {
            this.key = key;
            this.place = place;
            this.value = value;
        }

        String key() {
            return key;
        }

        Place place() {
            return place;
        }

        YamlValue value() {
            return value;
        }
    }

    private final List<Entry> entries;

    YamlMapping(Place place, List<Entry> entries) {
        super(place);
        this.entries = entries;
    }

    List<Entry> entries() {
        return entries;
    }

    @Override
    String description() {
        return "keys and values";
    }
}
