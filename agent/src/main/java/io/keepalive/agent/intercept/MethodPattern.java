// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

/** Names methods of a class file: by name, and by the start of the descriptor (JVMS 4.3.3) where a name is not enough. */
final class MethodPattern {

    /** The name of a constructor in a class file (JVMS 2.9.1). */
    private static final String CONSTRUCTOR = "<init>";

    private final String[] names;
    private final String[] descriptorStarts;

    private MethodPattern(String[] names, String[] descriptorStarts) {
        this.names = names;
        this.descriptorStarts = descriptorStarts;
    }

    /** Every method with one of these names. */
    static MethodPattern named(String... names) {
        return new MethodPattern(names, new String[] {"("});
    }

    static MethodPattern constructor() {
        return named(CONSTRUCTOR);
    }

    /** Those of them whose descriptor starts with one of these texts, as in {@code (Ljava/net/SocketAddress;}. */
    MethodPattern taking(String... starts) {
        return new MethodPattern(names, starts);
    }

    boolean matches(String name, String descriptor) {
        return isAnyOf(names, name) && hasStart(descriptor);
    }

    private static boolean isAnyOf(String[] names, String name) {
        for (String candidate : names) {
            if (candidate.equals(name)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasStart(String descriptor) {
        for (String start : descriptorStarts) {
            if (descriptor.startsWith(start)) {
                return true;
            }
        }
        return false;
    }
}
