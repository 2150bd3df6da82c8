// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A block of IP addresses in CIDR notation, or one address. Immutable.
 *
 * <p>Addresses of both families have 128 bits, an IPv4 address in its IPv4-mapped form {@code ::ffff:a.b.c.d} (RFC
 * 4291, section 2.5.5.2), so that an IPv4 peer is the same peer whether the JVM reports it as IPv4 or as mapped IPv6.
 */
public final class AddressBlock {

    /** This host: 127.0.0.0/8 (RFC 1122, section 3.2.1.3) and ::1 (RFC 4291, section 2.5.3). */
    public static final List<AddressBlock> LOOPBACK =
            Collections.unmodifiableList(Arrays.asList(v4(127, 0, 0, 0, 8), new AddressBlock(0, 1, 128)));

    /**
     * Private networks: RFC 1918 (10/8, 172.16/12, 192.168/16), unique local IPv6 (RFC 4193, fc00::/7), and link-local
     * (RFC 3927, 169.254/16; RFC 4291 section 2.5.6, fe80::/10).
     */
    public static final List<AddressBlock> PRIVATE = Collections.unmodifiableList(Arrays.asList(
            v4(10, 0, 0, 0, 8),
            v4(172, 16, 0, 0, 12),
            v4(192, 168, 0, 0, 16),
            v4(169, 254, 0, 0, 16),
            new AddressBlock(0xfc00_0000_0000_0000L, 0, 7),
            new AddressBlock(0xfe80_0000_0000_0000L, 0, 10)));

    private static final int V4_PREFIX_BITS = 96;
    private static final long V4_MAPPED = 0xffffL << 32;

    private final long high;
    private final long low;
    private final int prefixBits;

    private AddressBlock(long high, long low, int prefixBits) {
        this.high = high & highMask(prefixBits);
        this.low = low & lowMask(prefixBits);
        this.prefixBits = prefixBits;
    }

    private static AddressBlock v4(int a, int b, int c, int d, int prefixBits) {
        return of(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d}, prefixBits);
    }

    /**
     * @param address 4 or 16 bytes, most significant first; bits after the prefix are ignored
     * @param prefixBits the length of the prefix: 0 to 32 for 4 bytes, 0 to 128 for 16
     * @throws IllegalArgumentException for any other length or prefix
     */
    public static AddressBlock of(byte[] address, int prefixBits) {
        if (address.length != 4 && address.length != 16 || prefixBits < 0 || prefixBits > 8 * address.length) {
            throw new IllegalArgumentException(address.length + " bytes, prefix " + prefixBits);
        }
        return address.length == 4
                ? new AddressBlock(0, low(asInt(address)), V4_PREFIX_BITS + prefixBits)
                : new AddressBlock(asLong(address, 0), asLong(address, 8), prefixBits);
    }

    /** The lower 64 bits of an IPv4 address given as an int; the upper 64 are 0. */
    static long low(int v4) {
        return V4_MAPPED | v4 & 0xffff_ffffL;
    }

    /** Reads eight bytes from an index, most significant first. */
    static long asLong(byte[] bytes, int from) {
        long value = 0;
        for (int i = from; i < from + 8; i++) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }

    private static int asInt(byte[] bytes) {
        return bytes[0] << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    }

    /** Whether the address with these 128 bits is in the block. An IPv6 block such as ::/0 contains no IPv4 address. */
    boolean contains(long high, long low) {
        return (high & highMask(prefixBits)) == this.high
                && (low & lowMask(prefixBits)) == this.low
                && (isV4() || !isV4(high, low));
    }

    /** Whether every address of the other block is in this one. */
    boolean covers(AddressBlock other) {
        return prefixBits <= other.prefixBits && isV4() == other.isV4() && contains(other.high, other.low);
    }

    private boolean isV4() {
        return prefixBits >= V4_PREFIX_BITS && isV4(high, low);
    }

    private static boolean isV4(long high, long low) {
        return high == 0 && low >>> 32 == 0xffff;
    }

    private static long highMask(int prefixBits) {
        return leadingOnes(Math.min(prefixBits, 64));
    }

    private static long lowMask(int prefixBits) {
        return leadingOnes(Math.max(prefixBits - 64, 0));
    }

    private static long leadingOnes(int bits) {
        return bits == 0 ? 0 : -1L << (64 - bits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressBlock && equals((AddressBlock) other);
    }

    private boolean equals(AddressBlock other) {
        return high == other.high && low == other.low && prefixBits == other.prefixBits;
    }

    @Override
    public int hashCode() {
        return (Long.hashCode(high) * 31 + Long.hashCode(low)) * 31 + prefixBits;
    }
}
