package io.keepalive.agent.config;

import java.util.List;

/** A sequence of values. */
final class YamlList extends YamlValue {

    private final List<YamlValue> entries;

    YamlList(Place place, List<YamlValue> entries) {
        super(place);
        this.entries = entries;
    }

    List<YamlValue> entries() {
        return entries;
    }

    @Override
    String description() {
        return "a list";
    }
}
