// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.policy.Profile;
import java.util.HashMap;
import java.util.Map;

/** The settings that one source sets, or several sources merged. */
final class SettingValues {

    private static final String BUILT_IN = "built-in default";

    private final Map<Setting<?>, SourcedValue<?>> values = new HashMap<>();

    <T> void put(Setting<T> setting, SourcedValue<T> value) {
        values.put(setting, value);
    }

    /** The setting's value, or null where it is not set. The cast is safe, since only {@link #put} fills the map. */
    @SuppressWarnings("unchecked")
    <T> SourcedValue<T> find(Setting<T> setting) {
        return (SourcedValue<T>) values.get(setting);
    }

    boolean hasAny(Setting<?>... settings) {
        for (Setting<?> setting : settings) {
            if (values.containsKey(setting)) {
                return true;
            }
        }
        return false;
    }

    /** The setting's value, or its default. */
    <T> T get(Setting<T> setting) {
        SourcedValue<T> value = find(setting);
        return value == null ? setting.defaultValue() : value.value();
    }

    String origin(Setting<?> setting) {
        SourcedValue<?> value = find(setting);
        return value == null ? BUILT_IN : value.origin();
    }

    /** Merges these over lower ones, setting by setting. */
    SettingValues over(SettingValues lower) {
        SettingValues merged = new SettingValues();
        merged.values.putAll(lower.values);
        merged.values.putAll(values);
        return merged;
    }

    /**
     * Adds a profile's timings for those that this source does not set. Runs for each source before the merge, so that a
     * profile wins over single values of lower sources, and single values of the same or a higher source win over it.
     */
    void expandProfile() {
        SourcedValue<Profile> profile = find(Settings.PROFILE);
        if (profile != null) {
            expand(profile, Settings.IDLE, profile.value().idleSeconds());
            expand(profile, Settings.INTERVAL, profile.value().intervalSeconds());
            expand(profile, Settings.COUNT, profile.value().count());
        }
    }

    private void expand(SourcedValue<Profile> profile, Setting<Integer> setting, int value) {
        if (!values.containsKey(setting)) {
            put(
                    setting,
                    new SourcedValue<>(
                            value,
                            profile.location(),
                            "profile " + profile.value().label()));
        }
    }
}
