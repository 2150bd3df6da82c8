package io.keepalive.testkit.kernel;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** One socket of a process as the kernel describes it: a JSON object of sockets.py. */
public final class KernelSocket {

    private final JsonObject facts;

    KernelSocket(JsonObject facts) {
        this.facts = facts;
    }

    /** The number of its descriptor in its process. */
    public int descriptor() {
        return number("fd");
    }

    /** What the kernel tells it from all others by, for as long as it lives and after. */
    public long inode() {
        return facts.get("inode").getAsLong();
    }

    /** Whether it is a TCP socket; only those have ports and settings. */
    public boolean isTcp() {
        return facts.get("tcp").getAsBoolean();
    }

    public boolean isListening() {
        return facts.get("listening").getAsBoolean();
    }

    /** AF_INET, AF_INET6 or AF_UNIX. */
    public String family() {
        return facts.get("family").getAsString();
    }

    /** SOCK_STREAM or SOCK_DGRAM. */
    public String type() {
        return facts.get("type").getAsString();
    }

    /** SO_KEEPALIVE, which every kind of socket has. */
    public int keepalive() {
        return number("keepalive");
    }

    /** Keepalive probes that are unanswered right now; 0 for what is no TCP socket. */
    public int probes() {
        return isTcp() ? number("probes") : 0;
    }

    /** Whether the kernel has ended the connection while the application still holds the socket: TCP_CLOSE. */
    public boolean isEnded() {
        return isTcp() && number("state") == 7;
    }

    /** Whether both ends have closed, and the peer has not yet acknowledged that this one has: TCP_LAST_ACK. */
    public boolean isInLastAck() {
        return isTcp() && number("state") == 9;
    }

    /** Retransmissions of data, or of this end's goodbye, that are unanswered right now; 0 for what is no TCP socket. */
    public int retransmits() {
        return isTcp() ? number("retransmits") : 0;
    }

    /** After which time without an acknowledgement it next sends the same again. */
    public Duration retransmissionTimeout() {
        return Duration.of(number("rto"), ChronoUnit.MICROS);
    }

    /** The port at this end; only TCP sockets have one. */
    public int localPort() {
        return number("localPort");
    }

    /** The address at the other end, without brackets; empty where there is none, as after the connection's end. */
    public String peerAddress() {
        return facts.get("peerAddress").getAsString();
    }

    /** The port at the other end; 0 where there is none. */
    public int peerPort() {
        return number("peerPort");
    }

    /** Whether it is this end of that connection. */
    public boolean isBetween(int localPort, int peerPort) {
        return isTcp() && number("localPort") == localPort && number("peerPort") == peerPort;
    }

    public SocketOptions settings() {
        return new SocketOptions(
                keepalive(), number("idle"), number("interval"), number("count"), number("userTimeout"));
    }

    private int number(String fact) {
        return facts.get(fact).getAsInt();
    }

    @Override
    public String toString() {
        return facts.toString();
    }
}
