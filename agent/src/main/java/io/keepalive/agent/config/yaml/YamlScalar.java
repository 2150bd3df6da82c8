// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

/** A single value. */
public final class YamlScalar extends YamlValue {

    private final Scalar scalar;

    /** @param scalar null where the value is in error */
    YamlScalar(SourceLocation location, Scalar scalar) {
        super(location);
        this.scalar = scalar;
    }

    /** Not for a value in error. */
    public Scalar scalar() {
        return scalar;
    }

    @Override
    public String description() {
        return scalar == null ? "no value" : scalar.description();
    }

    @Override
    public boolean isNull() {
        return scalar != null && scalar.isNull();
    }

    @Override
    public boolean isInError() {
        return scalar == null;
    }
}
