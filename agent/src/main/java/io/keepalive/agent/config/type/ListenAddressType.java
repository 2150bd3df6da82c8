// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;
import io.keepalive.agent.report.ListenAddress;

/**
 * An address and a port to listen on, {@code 127.0.0.1:9464} or {@code [::1]:9464}. A port alone, {@code :9464}, means
 * loopback. The only host name is localhost, since others need a DNS look-up.
 */
public final class ListenAddressType implements ValueType<ListenAddress> {

    private static final int MAX_DIGITS = 5;
    private static final IntegerType PORT = new IntegerType(1, 65_535);
    private static final String LOOPBACK = "127.0.0.1";

    @Override
    public String allowed() {
        return "address:port such as 127.0.0.1:9464, or :9464 for loopback, with a port from 1 to 65535";
    }

    @Override
    public ListenAddress parse(Scalar value) throws InvalidValueException {
        String text = value.text();
        if (Digits.only(text, MAX_DIGITS)) {
            throw InvalidValueException.didYouMean(LOOPBACK + ":" + text);
        }
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (!value.is(Scalar.Kind.TEXT) || colon < 0 || !Digits.only(port, MAX_DIGITS)) {
            throw new InvalidValueException();
        }
        String host = text.substring(0, colon);
        if (!isHost(host)) {
            throw new InvalidValueException();
        }
        int number = PORT.parse(new Scalar(Scalar.Kind.NUMBER, port));
        return new ListenAddress(text, AddressParser.address(address(host)), number);
    }

    /** An IPv6 address in brackets, or a text without colons, brackets, slashes and white space. */
    private static boolean isHost(String text) {
        return text.startsWith("[")
                ? text.length() > 2
                        && text.endsWith("]")
                        && hasOnly("0123456789abcdefABCDEF:.", text.substring(1, text.length() - 1))
                : hasNone(":[]/ \t\n\u000b\f\r", text);
    }

    private static boolean hasOnly(String characters, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasNone(String characters, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
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
