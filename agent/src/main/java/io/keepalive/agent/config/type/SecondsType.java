// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;

/** A duration of 1 to 32767 whole seconds, the range of TCP_KEEPIDLE and TCP_KEEPINTVL (MAX_TCP_KEEPIDLE, net/tcp.h). */
public final class SecondsType implements ValueType<Integer> {

    private static final int MAX_SECONDS = 32_767;

    private final DurationType bounds = new DurationType(1_000, MAX_SECONDS * 1_000L);

    @Override
    public String allowed() {
        return bounds.allowed() + " in whole seconds";
    }

    /** Returns seconds. */
    @Override
    public Integer parse(Scalar value) throws InvalidValueException {
        Duration duration = Duration.ofMillis(bounds.parse(value));
        if (!duration.isWholeSeconds()) {
            throw new InvalidValueException("the kernel takes whole seconds");
        }
        return duration.seconds();
    }
}
