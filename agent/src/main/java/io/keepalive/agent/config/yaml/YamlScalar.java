package io.keepalive.agent.config.yaml;

/** A single value. */
public final class YamlScalar extends YamlValue {

    private final Scalar scalar;

    YamlScalar(SourceLocation location, Scalar scalar) {
        super(location);
        this.scalar = scalar;
    }

    public Scalar scalar() {
        return scalar;
    }

    @Override
    public String description() {
        return scalar.description();
    }

    @Override
    public boolean isNull() {
        return scalar.isNull();
    }
}
