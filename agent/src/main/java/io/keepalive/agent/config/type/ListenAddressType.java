package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;
import io.keepalive.agent.report.ListenAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address and a port to listen on, {@code 127.0.0.1:9464} or {@code [::1]:9464}. A port alone, {@code :9464}, means
 * loopback. The only host name is localhost, since others need a DNS look-up.
 */
public final class ListenAddressType implements ValueType<ListenAddress> {

    private static final Pattern SYNTAX = Pattern.compile("([^\\s:\\[\\]/]*|\\[[0-9A-Fa-f:.]+\\]):([0-9]{1,5})");
    private static final IntegerType PORT = new IntegerType(1, 65_535);
    private static final String LOOPBACK = "127.0.0.1";

    @Override
    public String allowed() {
        return "address:port such as 127.0.0.1:9464, or :9464 for loopback, with a port from 1 to 65535";
    }

    @Override
    public ListenAddress parse(Scalar value) throws InvalidValueException {
        if (value.text().matches("[0-9]{1,5}")) {
            throw InvalidValueException.didYouMean(LOOPBACK + ":" + value.text());
        }
        Matcher matcher = SYNTAX.matcher(value.text());
        if (!value.is(Scalar.Kind.TEXT) || !matcher.matches()) {
            throw new InvalidValueException();
        }
        int port = PORT.parse(new Scalar(Scalar.Kind.NUMBER, matcher.group(2)));
        return new ListenAddress(value.text(), AddressParser.address(address(matcher.group(1))), port);
    }

    private static String address(String host) throws InvalidValueException {
        if (host.isEmpty() || host.equals("localhost")) {
            return LOOPBACK;
        }
        if (!AddressParser.isLikeAddress(host)) {
            throw new InvalidValueException("host names are not resolved; use an IP address");
        }
        return host;
    }
}
