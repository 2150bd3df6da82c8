package io.keepalive.agent.config;

import java.util.Collections;
import java.util.List;

/** What the file's top level says, or one of its environments: single settings, and rules. */
final class Layer {

    private final Values values;
    private final List<RuleText> rules;

    /** @param rules null where the layer says nothing about them */
    Layer(Values values, List<RuleText> rules) {
        this.values = values;
        this.rules = rules;
    }

    /** Says nothing, and has no rules. */
    static Layer silent() {
        return new Layer(new Values(), Collections.emptyList());
    }

    Values values() {
        return values;
    }

    /** In the order of the file; null where the layer says nothing about them. */
    List<RuleText> rules() {
        return rules;
    }

    /** This laid over a lower one: settings key by key, rules as a whole. */
    Layer over(Layer lower) {
        return new Layer(values.over(lower.values), rules == null ? lower.rules : rules);
    }
}
