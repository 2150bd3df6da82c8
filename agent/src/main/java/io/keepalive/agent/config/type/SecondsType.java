package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;

/** A duration in whole seconds, 1 to 32767: what TCP_KEEPIDLE and TCP_KEEPINTVL take (MAX_TCP_KEEPIDLE, net/tcp.h). */
public final class SecondsType implements ValueType<Integer> {

    private static final int MOST = 32_767;

    private final DurationType bounds = new DurationType(1_000, MOST * 1_000L);

    @Override
    public String allowed() {
        return bounds.allowed() + " in whole seconds";
    }

    /** In seconds. */
    @Override
    public Integer parse(Scalar value) throws InvalidValueException {
        Duration duration = Duration.ofMillis(bounds.parse(value));
        if (!duration.isWholeSeconds()) {
            throw new InvalidValueException("the kernel counts it in seconds");
        }
        return duration.seconds();
    }
}
