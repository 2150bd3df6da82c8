// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.fault;

import net.bytebuddy.asm.Advice;

/** Woven into the agent's PartHealth: a part is tried again after seconds, so that a test need not wait for a minute. */
final class ShortPause {

    private ShortPause() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 1, readOnly = false) long millis) {
        millis = 3_000;
    }
}
