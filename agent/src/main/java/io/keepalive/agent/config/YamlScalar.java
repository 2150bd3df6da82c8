package io.keepalive.agent.config;

/** A single value. */
final class YamlScalar extends YamlValue {

    private final Scalar scalar;

    YamlScalar(Place place, Scalar scalar) {
        super(place);
        this.scalar = scalar;
    }

    Scalar scalar() {
        return scalar;
    }

    @Override
    String description() {
        return scalar.description();
    }

    @Override
    boolean isNothing() {
        return scalar.isNothing();
    }
}
