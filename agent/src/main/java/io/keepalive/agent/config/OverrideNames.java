// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.type.SpellingSuggestion;
import io.keepalive.agent.config.yaml.ConfigErrors;
import io.keepalive.agent.config.yaml.SourceLocation;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The names of the overrides: what can be set outside the file. */
final class OverrideNames {

    static final String CONFIG = "config";
    static final String ENVIRONMENT = "env";
    static final String FAIL_FAST = "fail-fast";

    private static final String PROPERTY_PREFIX = "keepalive.";
    private static final String VARIABLE_PREFIX = "KEEPALIVE_";

    /** The overridable settings by their names outside the file. */
    static final Map<String, Setting<?>> SETTINGS = settings();

    /** Every name: those of settings and those that exist only outside the file. */
    static final Set<String> ALL = all();

    private OverrideNames() {}

    private static Map<String, Setting<?>> settings() {
        Map<String, Setting<?>> settings = new LinkedHashMap<>();
        for (Setting<?> setting : Arrays.asList(
                Settings.MODE,
                Settings.IDLE,
                Settings.INTERVAL,
                Settings.COUNT,
                Settings.BUSY_TIMEOUT,
                Settings.USER_TIMEOUT,
                Settings.PRECEDENCE,
                Settings.START,
                Settings.LOG_FILE,
                Settings.LOG_FORMAT,
                Settings.LOG_LEVEL,
                Settings.PROMETHEUS)) {
            settings.put(withoutSection(setting.path()), setting);
        }
        return Collections.unmodifiableMap(settings);
    }

    /** Outside the file the settings are short: idle for keepalive.idle, log.file for report.log.file. */
    private static String withoutSection(String path) {
        boolean inSection = path.startsWith("keepalive.") || path.startsWith("report.");
        return inSection ? path.substring(path.indexOf('.') + 1) : path;
    }

    private static Set<String> all() {
        Set<String> all = new LinkedHashSet<>(Arrays.asList(CONFIG, ENVIRONMENT, FAIL_FAST));
        all.addAll(SETTINGS.keySet());
        return Collections.unmodifiableSet(all);
    }

    /** The system property of a name. */
    static String property(String name) {
        return PROPERTY_PREFIX + name;
    }

    /** The environment variable of a name. */
    static String variable(String name) {
        return VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    /**
     * Warns of a system property or environment variable that is probably a misspelt override. Other programs may use the
     * same prefix, so only a name close to one of these is a warning.
     */
    static void checkSpelling(String name, ConfigErrors warnings) {
        if (name.startsWith(PROPERTY_PREFIX)) {
            check(name, PROPERTY_PREFIX, ALL, Settings.pathsWithShortForms(), warnings);
        } else if (name.startsWith(VARIABLE_PREFIX)) {
            check(name, VARIABLE_PREFIX, stems(ALL), stems(Settings.pathsWithShortForms()), warnings);
        }
    }

    private static void check(
            String name, String prefix, Set<String> known, Set<String> fileOnly, ConfigErrors warnings) {
        String stem = name.substring(prefix.length());
        String nearest = SpellingSuggestion.nearest(stem, known);
        if (known.contains(stem)) {
            return;
        }
        if (fileOnly.contains(stem)) {
            warnings.add(SourceLocation.of(name), "has no effect: this can be set in the configuration file only");
        } else if (nearest != null) {
            warnings.add(SourceLocation.of(name), "has no effect; did you mean '" + prefix + nearest + "'?");
        }
    }

    private static Set<String> stems(Set<String> names) {
        Set<String> stems = new LinkedHashSet<>();
        for (String name : names) {
            stems.add(variable(name).substring(VARIABLE_PREFIX.length()));
        }
        return stems;
    }
}
