package io.keepalive.agent.config;

import java.util.Collections;
import java.util.List;

/** What the file's top level says, or one of its environments: single settings, and rules. */
final class Layer {

    private final SettingValues values;
    private final List<RuleDefinition> rules;

    /** @param rules null where the layer says nothing about them */
    Layer(SettingValues values, List<RuleDefinition> rules) {
        this.values = values;
        this.rules = rules;
    }

    /** Says nothing, and has no rules. */
    static Layer silent() {
        return new Layer(new SettingValues(), Collections.emptyList());
    }

    SettingValues values() {
        return values;
    }

    /** In the order of the file; null where the layer says nothing about them. */
    List<RuleDefinition> rules() {
        return rules;
    }

    /** This laid over a lower one: settings key by key, rules as a whole. */
    Layer over(Layer lower) {
        return new Layer(values.over(lower.values), rules == null ? lower.rules : rules);
    }
}
