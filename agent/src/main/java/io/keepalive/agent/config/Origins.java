package io.keepalive.agent.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where every effective value came from, for people: {@code config.yaml:12}, {@code environment prod (config.yaml:40)},
 * {@code agent argument}, {@code system property keepalive.idle}, {@code KEEPALIVE_IDLE}, {@code profile aws-nlb},
 * {@code built-in default}. Immutable.
 */
public final class Origins {

    private final Map<String, String> origins;
    private final List<Origins> rules;

    Origins(SettingValues values, List<Origins> rules) {
        Map<String, String> byPath = new LinkedHashMap<>();
        for (Setting<?> key : Settings.ALL) {
            byPath.put(key.path(), values.origin(key));
        }
        this.origins = Collections.unmodifiableMap(byPath);
        this.rules = rules;
    }

    private Origins(Map<String, String> origins, List<Origins> rules) {
        this.origins = Collections.unmodifiableMap(origins);
        this.rules = rules;
    }

    /** The same, one value having come from elsewhere. */
    Origins with(String path, String origin) {
        Map<String, String> changed = new LinkedHashMap<>(origins);
        changed.put(path, origin);
        return new Origins(changed, rules);
    }

    /**
     * Where the value of one setting came from.
     *
     * @param path the keys that lead to it in the file, such as {@code mode} or {@code keepalive.idle}
     * @throws IllegalArgumentException where there is no such setting
     */
    public String of(String path) {
        String origin = origins.get(path);
        if (origin == null) {
            throw new IllegalArgumentException("no such setting: " + path);
        }
        return origin;
    }

    /** All of them by their paths, in the order of the file. */
    public Map<String, String> all() {
        return origins;
    }

    /** Those of a rule, by its index in {@link io.keepalive.agent.policy.Policy#rules()}. */
    public Origins ofRule(int index) {
        return rules.get(index);
    }
}
