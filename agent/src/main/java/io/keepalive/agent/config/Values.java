package io.keepalive.agent.config;

import io.keepalive.agent.policy.Profile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What one source says about the settings, or several with the higher laid over the lower. */
final class Values {

    private static final String BUILT_IN = "built-in default";

    private final Map<Key<?>, Given<?>> given = new HashMap<>();

    <T> void put(Key<T> key, Given<T> value) {
        given.put(key, value);
    }

    /** What was said about a setting, or null. Only {@link #put} fills the map, so the types agree. */
    @SuppressWarnings("unchecked")
    <T> Given<T> given(Key<T> key) {
        return (Given<T>) given.get(key);
    }

    boolean hasAny(Key<?>... keys) {
        return Arrays.stream(keys).anyMatch(given::containsKey);
    }

    /** The setting's value, or its built-in default. */
    <T> T get(Key<T> key) {
        Given<T> said = given(key);
        return said == null ? key.fallback() : said.value();
    }

    String origin(Key<?> key) {
        Given<?> said = given(key);
        return said == null ? BUILT_IN : said.origin();
    }

    /** These laid over lower ones, key by key. */
    Values over(Values lower) {
        Values both = new Values();
        both.given.putAll(lower.given);
        both.given.putAll(given);
        return both;
    }

    /**
     * Puts a profile's timings beside it, where they are not given themselves. Done for each source by itself, so that
     * a profile also holds against single values of lower sources, and single values beside or above it win.
     */
    void expandProfile() {
        Given<Profile> profile = given(Settings.PROFILE);
        if (profile != null) {
            expand(profile, Settings.IDLE, profile.value().idleSeconds());
            expand(profile, Settings.INTERVAL, profile.value().intervalSeconds());
            expand(profile, Settings.COUNT, profile.value().count());
        }
    }

    private void expand(Given<Profile> profile, Key<Integer> key, int value) {
        if (!given.containsKey(key)) {
            put(
                    key,
                    new Given<>(
                            value, profile.place(), "profile " + profile.value().label()));
        }
    }
}
