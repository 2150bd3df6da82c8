// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The endpoints of a sample connection. Counts the reads of the local port. */
final class SampleEndpoints implements Endpoints {

    private final Direction direction;
    private final String host;
    private final InetAddress address;
    private final int port;
    private int localPortAsked;

    private SampleEndpoints(Direction direction, String host, InetAddress address, int port) {
        this.direction = direction;
        this.host = host;
        this.address = address;
        this.port = port;
    }

    static SampleEndpoints outbound(String host, String address, int port) {
        return new SampleEndpoints(Direction.OUTBOUND, host, address(address), port);
    }

    static SampleEndpoints inbound(String address, int port) {
        return new SampleEndpoints(Direction.INBOUND, null, address(address), port);
    }

    static SampleEndpoints at(InetAddress address) {
        return new SampleEndpoints(Direction.OUTBOUND, null, address, 5432);
    }

    /** A peer whose address even the kernel no longer has. */
    static SampleEndpoints forgotten() {
        return new SampleEndpoints(Direction.OUTBOUND, null, null, 0);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Direction direction() {
        return direction;
    }

    @Override
    public String peerHost() {
        return host;
    }

    @Override
    public InetAddress peerAddress() {
        return address;
    }

    @Override
    public int peerPort() {
        return port;
    }

    @Override
    public int localPort() {
        localPortAsked++;
        return 8080;
    }

    int localPortAsked() {
        return localPortAsked;
    }
}
