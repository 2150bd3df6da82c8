// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli;

import io.keepalive.agent.cli.jvm.CommandFailure;
import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.ConfigLoader;
import io.keepalive.agent.config.InvalidConfigException;
import io.keepalive.agent.config.Overrides;
import io.keepalive.agent.config.yaml.ConfigError;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check CONFIG [--env NAME] [--strict]}. */
@Command(
        name = "check",
        description = {
            "Check a configuration file and show its effect.",
            "",
            "For each rule, shows the values, the origin of each, and the time until a dead peer is detected: on an idle"
                    + " connection, and on a busy one, which has unacknowledged data. Environment variables of this shell,"
                    + " KEEPALIVE_* and those that the file names, apply as for an application.",
            "",
            "Exit status: 0 valid, 1 warnings with --strict, 2 errors.",
            ""
        })
final class CheckCommand implements Callable<Integer> {

    private static final int WARNINGS = 1;

    private static final String ENV = "keepalive.env";
    private static final String PLACE_OF_ENV = "system property " + ENV;

    @Parameters(paramLabel = "CONFIG", description = "The configuration file.")
    private String config;

    @Option(names = "--env", paramLabel = "NAME", description = "The entry of environments: to apply.")
    private String environment;

    @Option(names = "--strict", description = "Exit with status 1 on warnings.")
    private boolean strict;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean helpWanted;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure {
        Config loaded = load();
        PrintWriter out = spec.commandLine().getOut();
        new ConfigReport(loaded).lines().forEach(out::println);
        PrintWriter err = spec.commandLine().getErr();
        loaded.warnings().forEach(warning -> err.println("warning: " + warning));
        return strict && !loaded.warnings().isEmpty() ? WARNINGS : 0;
    }

    private Config load() throws CommandFailure {
        try {
            return ConfigLoader.load(overrides());
        } catch (InvalidConfigException invalid) {
            throw new CommandFailure(
                    CommandFailure.ERROR,
                    invalid.errors().stream().map(this::textOf).collect(Collectors.toList()));
        }
    }

    /** {@code --env} reaches the loader as a system property; a mistake in it has the place that the user knows. */
    private String textOf(ConfigError error) {
        String text = error.toString();
        return environment != null && text.startsWith(PLACE_OF_ENV)
                ? "--env" + text.substring(PLACE_OF_ENV.length())
                : text;
    }

    /** The same as for an application that this shell starts. */
    private Overrides overrides() {
        Set<String> names = new LinkedHashSet<>(System.getenv().keySet());
        names.addAll(System.getProperties().stringPropertyNames());
        return new Overrides(null, this::property, System::getenv, names);
    }

    /** The command line wins over this shell's environment. */
    private String property(String name) {
        switch (name) {
            case "keepalive.config":
                return config;
            case ENV:
                return environment == null ? System.getProperty(name) : environment;
            default:
                return System.getProperty(name);
        }
    }
}
