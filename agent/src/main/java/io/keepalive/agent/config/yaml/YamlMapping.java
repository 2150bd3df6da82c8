// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

import java.util.List;

/** A mapping: unique keys with their values, in the order of the file. */
public final class YamlMapping extends YamlValue {

    /** A key, its location, and its value. */
    public static final class Entry {

        private final String key;
        private final SourceLocation location;
        private final YamlValue value;

        Entry(String key, SourceLocation location, YamlValue value) {
            this.key = key;
            this.location = location;
            this.value = value;
        }

        public String key() {
            return key;
        }

        public SourceLocation location() {
            return location;
        }

        public YamlValue value() {
            return value;
        }
    }

    private final List<Entry> entries;

    YamlMapping(SourceLocation location, List<Entry> entries) {
        super(location);
        this.entries = entries;
    }

    public List<Entry> entries() {
        return entries;
    }

    @Override
    public String description() {
        return "a mapping";
    }
}
