package io.keepalive.agent.config.yaml;

import java.util.List;

/** Keys with their values, in the order of the file, each key once. */
public final class YamlMapping extends YamlValue {

    /** A key, where it stands, and its value. */
    public static final class Entry {

        private final String key;
        private final SourceLocation place;
        private final YamlValue value;

        Entry(String key, SourceLocation place, YamlValue value) {
            this.key = key;
            this.place = place;
            this.value = value;
        }

        public String key() {
            return key;
        }

        public SourceLocation place() {
            return place;
        }

        public YamlValue value() {
            return value;
        }
    }

    private final List<Entry> entries;

    YamlMapping(SourceLocation place, List<Entry> entries) {
        super(place);
        this.entries = entries;
    }

    public List<Entry> entries() {
        return entries;
    }

    @Override
    public String description() {
        return "keys and values";
    }
}
