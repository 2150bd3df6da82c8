// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.source.ConfigFile;
import io.keepalive.agent.config.source.FileAccess;
import io.keepalive.agent.config.source.FileContent;
import io.keepalive.agent.config.yaml.ConfigError;
import io.keepalive.agent.config.yaml.ConfigErrors;
import io.keepalive.agent.config.yaml.Variables;
import io.keepalive.agent.config.yaml.YamlDocument;
import io.keepalive.agent.config.yaml.YamlValue;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.Rule;
import io.keepalive.agent.report.LogSettings;
import io.keepalive.agent.report.ReportSettings;
import io.keepalive.agent.watch.WatchSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Loads a {@link Config} from the file, the chosen environment and the overrides. Keeps no state between two loads.
 *
 * <p>All that reads a valid configuration uses loops instead of lambdas, and no regular expressions: a short-lived
 * application waits for it, and the first lambdas and regular expressions of a JVM take longer than all the rest. Where
 * something is wrong, they do no harm.
 */
public final class ConfigLoader {

    private final Overrides overrides;
    private final FileContent file;
    private final Variables variables;
    private final ConfigErrors errors = new ConfigErrors();
    private final ConfigErrors warnings = new ConfigErrors();

    private ConfigLoader(Overrides overrides, FileContent file) {
        this.overrides = overrides;
        this.variables = overrides.variables();
        this.file = file;
    }

    /**
     * Reads the file that the overrides name, if any, and checks the configuration. Safe on any thread, but does file I/O:
     * not for application threads.
     *
     * @throws InvalidConfigException with every error in the file and in the overrides
     */
    public static Config load(Overrides overrides) throws InvalidConfigException {
        String path = overrides.configPath();
        return load(overrides, path == null ? null : new ConfigFile(path, new FileAccess()).content());
    }

    /** @param file the content of the file that the overrides name; null where they name none */
    static Config load(Overrides overrides, FileContent file) throws InvalidConfigException {
        return new ConfigLoader(overrides, file).load();
    }

    private Config load() throws InvalidConfigException {
        Layer layer = readLayer();
        SettingValues top = overrides.settings(errors).over(layer.values());
        List<EffectiveRule> rules = new ArrayList<>();
        for (RuleDefinition rule : layer.rules()) {
            rules.add(EffectiveRule.of(rule, top));
        }
        EffectiveRule fallback = EffectiveRule.fallback(top);
        check(fallback, rules);
        if (!errors.isEmpty()) {
            throw new InvalidConfigException(errors.sorted());
        }
        lint(fallback, rules);
        return config(top, fallback, rules);
    }

    /** A file that cannot be read is an empty layer, without an error about its missing environments. */
    private Layer readLayer() {
        YamlValue root = file == null ? null : parse();
        return root == null && !errors.isEmpty()
                ? Layer.empty()
                : ConfigDocument.read(root, errors).layer(overrides.environment(), errors);
    }

    private YamlValue parse() {
        String text = file.text(errors);
        return text == null ? null : YamlDocument.parse(overrides.configPath(), text, variables, errors);
    }

    private void check(EffectiveRule fallback, List<EffectiveRule> rules) {
        UserTimeoutCheck check = new UserTimeoutCheck(errors);
        check.check(fallback);
        for (EffectiveRule rule : rules) {
            if (rule.setsKeepalive()) {
                check.check(rule);
            }
        }
    }

    private void lint(EffectiveRule fallback, List<EffectiveRule> rules) {
        warnAboutOverrides();
        Lint lint = new Lint(warnings);
        lint.checkSettings(fallback);
        for (EffectiveRule rule : rules) {
            if (rule.setsKeepalive()) {
                lint.checkSettings(rule);
            }
        }
        for (EffectiveRule rule : rules) {
            lint.checkMode(rule);
        }
        lint.checkMatches(rules);
    }

    /** A variable that the file names has an effect, although it is no override. */
    private void warnAboutOverrides() {
        for (ConfigError warning : overrides.warnings()) {
            if (!variables.isNamed(warning.file())) {
                warnings.addAll(Collections.singletonList(warning));
            }
        }
    }

    private Config config(SettingValues top, EffectiveRule fallback, List<EffectiveRule> rules) {
        SourcedValue<String> environment = overrides.environment();
        return new Config(
                policy(top, fallback, rules),
                watch(top),
                report(top),
                top.get(Settings.START),
                environment == null ? null : environment.value(),
                overrides.configPath(),
                origins(top, rules),
                Collections.unmodifiableList(warnings.sorted()));
    }

    private static Policy policy(SettingValues top, EffectiveRule fallback, List<EffectiveRule> rules) {
        List<Rule> inOrder = new ArrayList<>();
        for (EffectiveRule rule : rules) {
            inOrder.add(rule.rule());
        }
        return new Policy(
                top.get(Settings.MODE),
                top.get(Settings.PRECEDENCE),
                top.get(Settings.ADOPT),
                fallback.settings(),
                fallback.userTimeout(),
                fallback.busyTimeout(),
                inOrder);
    }

    private static WatchSettings watch(SettingValues top) {
        return new WatchSettings(
                top.get(Settings.WATCH_EVERY),
                top.get(Settings.WATCH_SUSPECT_AFTER),
                top.get(Settings.WATCH_HALF_CLOSED_AFTER),
                top.get(Settings.WATCH_STALLED_AFTER));
    }

    private static ReportSettings report(SettingValues top) {
        return new ReportSettings(
                log(top),
                top.get(Settings.STACK_TRACES),
                top.get(Settings.JMX),
                top.get(Settings.JFR),
                top.get(Settings.PROMETHEUS));
    }

    private static LogSettings log(SettingValues top) {
        return new LogSettings(
                top.get(Settings.LOG_FILE),
                top.get(Settings.LOG_FORMAT),
                top.get(Settings.LOG_LEVEL),
                top.get(Settings.LOG_MAX_SIZE),
                top.get(Settings.LOG_KEEP));
    }

    private static Origins origins(SettingValues top, List<EffectiveRule> rules) {
        List<Origins> ofRules = new ArrayList<>();
        for (EffectiveRule rule : rules) {
            ofRules.add(new Origins(rule.values(), Collections.emptyList()));
        }
        return new Origins(top, ofRules);
    }
}
