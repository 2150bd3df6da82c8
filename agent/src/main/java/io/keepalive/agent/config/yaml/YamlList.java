package io.keepalive.agent.config.yaml;

import java.util.List;

/** A sequence of values. */
public final class YamlList extends YamlValue {

    private final List<YamlValue> entries;

    YamlList(SourceLocation place, List<YamlValue> entries) {
        super(place);
        this.entries = entries;
    }

    public List<YamlValue> entries() {
        return entries;
    }

    @Override
    public String description() {
        return "a list";
    }
}
