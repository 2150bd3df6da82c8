// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

import java.util.Locale;

/** The lower-case word for an enum constant in reports, metrics and the configuration. */
public final class EnumWord {

    private EnumWord() {}

    /** With underscores, as in reports and metrics: {@code half_closed}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** With hyphens, as in the configuration: {@code fill-gaps}. */
    public static String hyphenated(Enum<?> constant) {
        return of(constant).replace('_', '-');
    }
}
