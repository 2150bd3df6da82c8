package io.keepalive.agent.config;

import io.keepalive.agent.policy.Profile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What one source says about the settings, or several with the higher laid over the lower. */
final class SettingValues {

    private static final String BUILT_IN = "built-in default";

    private final Map<Setting<?>, SourcedValue<?>> given = new HashMap<>();

    <T> void put(Setting<T> key, SourcedValue<T> value) {
        given.put(key, value);
    }

    /** What was said about a setting, or null. Only {@link #put} fills the map, so the types agree. */
    @SuppressWarnings("unchecked")
    <T> SourcedValue<T> given(Setting<T> key) {
        return (SourcedValue<T>) given.get(key);
    }

    boolean hasAny(Setting<?>... keys) {
        return Arrays.stream(keys).anyMatch(given::containsKey);
    }

    /** The setting's value, or its built-in default. */
    <T> T get(Setting<T> key) {
        SourcedValue<T> said = given(key);
        return said == null ? key.fallback() : said.value();
    }

    String origin(Setting<?> key) {
        SourcedValue<?> said = given(key);
        return said == null ? BUILT_IN : said.origin();
    }

    /** These laid over lower ones, key by key. */
    SettingValues over(SettingValues lower) {
        SettingValues both = new SettingValues();
        both.given.putAll(lower.given);
        both.given.putAll(given);
        return both;
    }

    /**
     * Puts a profile's timings beside it, where they are not given themselves. Done for each source by itself, so that
     * a profile also holds against single values of lower sources, and single values beside or above it win.
     */
    void expandProfile() {
        SourcedValue<Profile> profile = given(Settings.PROFILE);
        if (profile != null) {
            expand(profile, Settings.IDLE, profile.value().idleSeconds());
            expand(profile, Settings.INTERVAL, profile.value().intervalSeconds());
            expand(profile, Settings.COUNT, profile.value().count());
        }
    }

    private void expand(SourcedValue<Profile> profile, Setting<Integer> key, int value) {
        if (!given.containsKey(key)) {
            put(
                    key,
                    new SourcedValue<>(
                            value, profile.place(), "profile " + profile.value().label()));
        }
    }
}
