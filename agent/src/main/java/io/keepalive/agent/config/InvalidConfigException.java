// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.yaml.ConfigError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration is invalid. Has every error that was found; the message has one line for each. */
public final class InvalidConfigException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<ConfigError> errors;

    InvalidConfigException(List<ConfigError> errors) {
        super(errors.stream().map(ConfigError::toString).collect(Collectors.joining("\n")));
        this.errors = Collections.unmodifiableList(new ArrayList<>(errors));
    }

    /** The errors, at least one, in the order of the file. */
    public List<ConfigError> errors() {
        return errors;
    }
}
