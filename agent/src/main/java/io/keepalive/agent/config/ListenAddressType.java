package io.keepalive.agent.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host and a port to listen on, {@code 127.0.0.1:9464} or {@code [::1]:9464}. */
final class ListenAddressType implements ValueType<String> {

    private static final Pattern WRITTEN = Pattern.compile("(?:[^\\s:\\[\\]/]+|\\[[0-9A-Fa-f:.]+\\]):([0-9]{1,5})");
    private static final IntegerType PORT = new IntegerType(1, 65_535);

    @Override
    public String allowed() {
        return "host:port such as 127.0.0.1:9464, with a port from 1 to 65535";
    }

    @Override
    public String parse(Scalar value) throws WrongValue {
        if (value.text().matches("[0-9]{1,5}")) {
            throw WrongValue.didYouMean("127.0.0.1:" + value.text());
        }
        Matcher written = WRITTEN.matcher(value.text());
        if (!value.is(Scalar.Kind.TEXT) || !written.matches()) {
            throw new WrongValue();
        }
        PORT.parse(new Scalar(Scalar.Kind.NUMBER, written.group(1)));
        return value.text();
    }
}
