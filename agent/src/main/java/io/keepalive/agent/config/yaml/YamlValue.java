// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

/** A value of a YAML document with its location. */
public abstract class YamlValue {

    private final SourceLocation location;

    YamlValue(SourceLocation location) {
        this.location = location;
    }

    public SourceLocation location() {
        return location;
    }

    /** The value as it follows "found" in a message. */
    public abstract String description();

    /** Whether the value cannot be used, which has been reported: readers skip it without another error. */
    public boolean isInError() {
        return false;
    }

    /** Whether the value is YAML's null, as after a key without a value. */
    public boolean isNull() {
        return false;
    }
}
