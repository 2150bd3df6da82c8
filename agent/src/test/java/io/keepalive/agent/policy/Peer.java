package io.keepalive.agent.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** One end of a connection as a rule sees it. Counts how often the local port was asked for. */
final class Peer implements Endpoints {

    private final Direction direction;
    private final String host;
    private final InetAddress address;
    private final int port;
    private int localPortAsked;

    private Peer(Direction direction, String host, InetAddress address, int port) {
        this.direction = direction;
        this.host = host;
        this.address = address;
        this.port = port;
    }

    static Peer outbound(String host, String address, int port) {
        return new Peer(Direction.OUTBOUND, host, address(address), port);
    }

    static Peer inbound(String address, int port) {
        return new Peer(Direction.INBOUND, null, address(address), port);
    }

    static Peer at(InetAddress address) {
        return new Peer(Direction.OUTBOUND, null, address, 5432);
    }

    /** A peer whose address even the kernel no longer knows. */
    static Peer forgotten() {
        return new Peer(Direction.OUTBOUND, null, null, 0);
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
