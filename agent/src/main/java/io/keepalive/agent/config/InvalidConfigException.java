package io.keepalive.agent.config;

import io.keepalive.agent.config.yaml.ConfigError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. Carries every mistake that was found; its message is one line for each. */
public final class InvalidConfigException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<ConfigError> mistakes;

    InvalidConfigException(List<ConfigError> mistakes) {
        super(mistakes.stream().map(ConfigError::toString).collect(Collectors.joining("\n")));
        this.mistakes = Collections.unmodifiableList(new ArrayList<>(mistakes));
    }

    /** At least one, in the order of the file. */
    public List<ConfigError> mistakes() {
        return mistakes;
    }
}
