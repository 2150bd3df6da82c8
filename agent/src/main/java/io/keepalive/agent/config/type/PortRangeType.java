// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;
import io.keepalive.agent.policy.PortRange;

/** A port or a range of ports: {@code 5432}, {@code 6000-6100}. */
public final class PortRangeType implements ValueType<PortRange> {

    private static final int MAX_DIGITS = 5;

    @Override
    public String allowed() {
        return "a port or a range such as 6000-6100, from 1 to " + PortRange.MAX_PORT;
    }

    @Override
    public PortRange parse(Scalar value) throws InvalidValueException {
        String text = value.text();
        int hyphen = text.indexOf('-');
        if (hyphen < 0) {
            return range(port(text), port(text));
        }
        String first = text.substring(0, hyphen);
        String last = text.substring(hyphen + 1);
        return range(
                port(first.endsWith(" ") ? first.substring(0, hyphen - 1) : first),
                port(last.startsWith(" ") ? last.substring(1) : last));
    }

    private static int port(String text) throws InvalidValueException {
        if (!Digits.only(text, MAX_DIGITS)) {
            throw new InvalidValueException();
        }
        return Integer.parseInt(text);
    }

    private static PortRange range(int first, int last) throws InvalidValueException {
        if (first < 1 || first > PortRange.MAX_PORT || last > PortRange.MAX_PORT) {
            throw new InvalidValueException();
        }
        if (last < first) {
            throw InvalidValueException.didYouMean(last + "-" + first);
        }
        return new PortRange(first, last);
    }
}
