// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

/** A step of a parser through a YAML document: a scalar, the start or the end of a collection, or an alias. Immutable. */
final class YamlEvent {

    enum Type {
        SCALAR,
        LIST,
        MAPPING,
        /** The end of the list or mapping that began last. */
        END,
        ALIAS
    }

    /** The end of a collection, which needs no location. */
    static final YamlEvent END = new YamlEvent(Type.END, null, null, 0);

    private final Type type;
    private final SourceLocation location;
    private final Scalar scalar;
    private final int target;

    private YamlEvent(Type type, SourceLocation location, Scalar scalar, int target) {
        this.type = type;
        this.location = location;
        this.scalar = scalar;
        this.target = target;
    }

    static YamlEvent scalar(SourceLocation location, Scalar scalar) {
        return new YamlEvent(Type.SCALAR, location, scalar, 0);
    }

    /** The start of a list or mapping. */
    static YamlEvent start(Type type, SourceLocation location) {
        return new YamlEvent(type, location, null, 0);
    }

    /** @param target index of the event that the alias repeats, with all events up to its end */
    static YamlEvent alias(SourceLocation location, int target) {
        return new YamlEvent(Type.ALIAS, location, null, target);
    }

    Type type() {
        return type;
    }

    /** Null for {@link #END}. */
    SourceLocation location() {
        return location;
    }

    /** For {@link Type#SCALAR} only. */
    Scalar scalar() {
        return scalar;
    }

    /** For {@link Type#ALIAS} only. */
    int target() {
        return target;
    }

    /** By how much the event changes the nesting. */
    int levels() {
        if (type == Type.END) {
            return -1;
        }
        return type == Type.LIST || type == Type.MAPPING ? 1 : 0;
    }
}
