// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import java.util.Collections;
import java.util.List;

/** The settings and rules of the file's top level or of one of its environments. */
final class Layer {

    private final SettingValues values;
    private final List<RuleDefinition> rules;

    /** @param rules null where the layer does not set rules */
    Layer(SettingValues values, List<RuleDefinition> rules) {
        this.values = values;
        this.rules = rules;
    }

    /** Without settings and with an empty list of rules. */
    static Layer empty() {
        return new Layer(new SettingValues(), Collections.emptyList());
    }

    SettingValues values() {
        return values;
    }

    /** In the order of the file; null where the layer does not set rules. */
    List<RuleDefinition> rules() {
        return rules;
    }

    /** Merges this over a lower layer: settings one by one, rules as a whole. */
    Layer over(Layer lower) {
        return new Layer(values.over(lower.values), rules == null ? lower.rules : rules);
    }
}
