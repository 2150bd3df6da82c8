// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

/** A range of TCP ports, both ends included. Ordered by the first port alone. Immutable. */
public final class PortRange implements Comparable<PortRange> {

    /** The highest TCP port (RFC 9293, section 3.1: 16 bits). */
    public static final int MAX_PORT = 65_535;

    private final int first;
    private final int last;

    /**
     * @param first 1 to {@value #MAX_PORT}
     * @param last at least {@code first}, at most {@value #MAX_PORT}
     * @throws IllegalArgumentException otherwise
     */
    public PortRange(int first, int last) {
        if (first < 1 || last < first || last > MAX_PORT) {
            throw new IllegalArgumentException(first + "-" + last);
        }
        this.first = first;
        this.last = last;
    }

    int first() {
        return first;
    }

    int last() {
        return last;
    }

    @Override
    public int compareTo(PortRange other) {
        return Integer.compare(first, other.first);
    }

    /** Whether there is no port between this range and one that starts at the same port or higher. */
    boolean touches(PortRange higher) {
        return higher.first <= last + 1;
    }

    PortRange joinedWith(PortRange higher) {
        return new PortRange(first, Math.max(last, higher.last));
    }
}
