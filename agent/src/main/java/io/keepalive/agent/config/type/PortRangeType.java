package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;
import io.keepalive.agent.policy.PortRange;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A port or a range of ports: {@code 5432}, {@code 6000-6100}. */
public final class PortRangeType implements ValueType<PortRange> {

    private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,5})(?: ?- ?([0-9]{1,5}))?");

    @Override
    public String allowed() {
        return "a port or a range such as 6000-6100, from 1 to " + PortRange.MAX_PORT;
    }

    @Override
    public PortRange parse(Scalar value) throws InvalidValueException {
        Matcher matcher = SYNTAX.matcher(value.text());
        if (!matcher.matches()) {
            throw new InvalidValueException();
        }
        int first = Integer.parseInt(matcher.group(1));
        return range(first, matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2)));
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
