// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

import java.util.List;

/** A sequence. */
public final class YamlList extends YamlValue {

    private final List<YamlValue> entries;

    YamlList(SourceLocation location, List<YamlValue> entries) {
        super(location);
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
