// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The origin of every effective value, as messages show it: {@code config.yaml:12}, {@code config.yaml:12 (from
 * ${KA_IDLE})}, {@code environment prod (config.yaml:40)}, {@code agent argument}, {@code system property
 * keepalive.idle}, {@code KEEPALIVE_IDLE}, {@code profile aws-nlb}, {@code built-in default}. Immutable.
 */
public final class Origins {

    private final Map<String, String> origins;
    private final List<Origins> rules;

    Origins(SettingValues values, List<Origins> rules) {
        Map<String, String> byPath = new LinkedHashMap<>();
        for (Setting<?> setting : Settings.ALL) {
            byPath.put(setting.path(), values.origin(setting));
        }
        this.origins = Collections.unmodifiableMap(byPath);
        this.rules = rules;
    }

    private Origins(Map<String, String> origins, List<Origins> rules) {
        this.origins = Collections.unmodifiableMap(origins);
        this.rules = rules;
    }

    /** A copy with another origin for one setting. */
    Origins with(String path, String origin) {
        Map<String, String> changed = new LinkedHashMap<>(origins);
        changed.put(path, origin);
        return new Origins(changed, rules);
    }

    /**
     * Returns the origin of one setting's value.
     *
     * @param path of the setting, such as {@code mode} or {@code keepalive.idle}
     * @throws IllegalArgumentException where there is no such setting
     */
    public String of(String path) {
        String origin = origins.get(path);
        if (origin == null) {
            throw new IllegalArgumentException("no such setting: " + path);
        }
        return origin;
    }

    /** All origins by the path of their setting, in the order of the file. */
    public Map<String, String> all() {
        return origins;
    }

    /** The origins of a rule by its index in {@link io.keepalive.agent.policy.Policy#rules()}. */
    public Origins ofRule(int index) {
        return rules.get(index);
    }
}
