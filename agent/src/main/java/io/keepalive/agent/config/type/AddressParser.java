// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

import io.keepalive.agent.policy.AddressBlock;
import java.util.Arrays;

/** Parses IP addresses and CIDR blocks without the JDK's InetAddress, which could make a DNS look-up. */
public final class AddressParser {

    private static final int V4_NUMBERS = 4;
    private static final int V6_GROUPS = 8;

    private AddressParser() {}

    /** Whether the text is meant as an address, valid or not, and not as a host name. */
    static boolean isLikeAddress(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean hasTwoColons = address.indexOf(':') != address.lastIndexOf(':');
        return hasTwoColons || !address.isEmpty() && hasOnlyDigitsAndDots(address);
    }

    private static boolean hasOnlyDigitsAndDots(String text) {
        int end = Digits.end(text, 0);
        while (end < text.length() && text.charAt(end) == '.') {
            end = Digits.end(text, end + 1);
        }
        return end == text.length();
    }

    /**
     * Parses an address or a CIDR block.
     *
     * @throws InvalidValueException with the reason as its hint
     */
    public static AddressBlock parse(String text) throws InvalidValueException {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash));
        int bits = 8 * address.length;
        return AddressBlock.of(address, slash < 0 ? bits : checked(address, text.substring(slash + 1), bits));
    }

    private static int checked(byte[] address, String prefix, int bits) throws InvalidValueException {
        if (!Digits.only(prefix, 3) || Integer.parseInt(prefix) > bits) {
            throw new InvalidValueException("the prefix length must be from 0 to " + bits);
        }
        int length = Integer.parseInt(prefix);
        if (hasBitsAfter(address, length)) {
            throw new InvalidValueException("bits after the first " + length + " are set; check the prefix length");
        }
        return length;
    }

    private static boolean hasBitsAfter(byte[] address, int length) {
        for (int bit = length; bit < 8 * address.length; bit++) {
            if ((address[bit / 8] & 0x80 >> bit % 8) != 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Parses an address without a prefix length into its 4 or 16 bytes.
     *
     * @throws InvalidValueException with the reason as its hint
     */
    static byte[] address(String text) throws InvalidValueException {
        if (!text.contains(":")) {
            return v4(text);
        }
        if (text.contains("]:")) {
            throw new InvalidValueException("the port belongs in remote-port");
        }
        if (text.contains("%")) {
            throw new InvalidValueException("remove the zone after '%'");
        }
        return v6(text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text);
    }

    private static byte[] v4(String text) throws InvalidValueException {
        String[] parts = text.split("\\.", -1);
        if (parts.length != V4_NUMBERS || !areNumbers(parts)) {
            throw new InvalidValueException("an IPv4 address has four numbers");
        }
        byte[] address = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            address[i] = octet(parts[i]);
        }
        return address;
    }

    private static boolean areNumbers(String[] parts) {
        for (String part : parts) {
            if (!Digits.only(part, 3)) {
                return false;
            }
        }
        return true;
    }

    /** Leading zeros are refused: some programs read such a number as octal, others as decimal. */
    private static byte octet(String text) throws InvalidValueException {
        if (Integer.parseInt(text) > 255 || text.length() > 1 && text.startsWith("0")) {
            throw new InvalidValueException("each of the four numbers must be from 0 to 255, without leading zeros");
        }
        return (byte) Integer.parseInt(text);
    }

    /** RFC 4291, section 2.2: eight groups; {@code ::} for one run of zeros; the last two groups may be an IPv4 address. */
    private static byte[] v6(String text) throws InvalidValueException {
        if (text.contains(".") && text.indexOf('.') < text.lastIndexOf(':')) {
            throw new InvalidValueException("an IPv4 part may occur only at the end");
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            return exactly(groups(text), V6_GROUPS);
        }
        if (text.indexOf("::", gap + 1) >= 0) {
            throw new InvalidValueException("'::' may occur only once");
        }
        byte[] head = groups(text.substring(0, gap));
        byte[] tail = groups(text.substring(gap + 2));
        if (head.length + tail.length > 2 * (V6_GROUPS - 1)) {
            throw new InvalidValueException("an IPv6 address has eight groups");
        }
        byte[] address = Arrays.copyOf(head, 2 * V6_GROUPS);
        System.arraycopy(tail, 0, address, address.length - tail.length, tail.length);
        return address;
    }

    private static byte[] exactly(byte[] groups, int count) throws InvalidValueException {
        if (groups.length != 2 * count) {
            throw new InvalidValueException("an IPv6 address has eight groups");
        }
        return groups;
    }

    private static byte[] groups(String text) throws InvalidValueException {
        byte[] bytes = new byte[0];
        for (String group : text.isEmpty() ? new String[0] : text.split(":", -1)) {
            byte[] more = group.contains(".") ? v4(group) : group(group);
            bytes = Arrays.copyOf(bytes, bytes.length + more.length);
            System.arraycopy(more, 0, bytes, bytes.length - more.length, more.length);
        }
        return bytes;
    }

    private static byte[] group(String text) throws InvalidValueException {
        if (!isGroup(text)) {
            throw new InvalidValueException("a group of an IPv6 address has one to four hexadecimal digits");
        }
        int value = Integer.parseInt(text, 16);
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    private static boolean isGroup(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789abcdefABCDEF".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 4;
    }
}
