package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;
import io.keepalive.agent.policy.PortRange;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A port, or the first and the last of a range: {@code 5432}, {@code 6000-6100}. */
public final class PortRangeType implements ValueType<PortRange> {

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,5})(?: ?- ?([0-9]{1,5}))?");

    @Override
    public String allowed() {
        return "a port or a range such as 6000-6100, from 1 to " + PortRange.MAX_PORT;
    }

    @Override
    public PortRange parse(Scalar value) throws InvalidValueException {
        Matcher written = WRITTEN.matcher(value.text());
        if (!written.matches()) {
            throw new InvalidValueException();
        }
        int first = Integer.parseInt(written.group(1));
        return range(first, written.group(2) == null ? first : Integer.parseInt(written.group(2)));
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
