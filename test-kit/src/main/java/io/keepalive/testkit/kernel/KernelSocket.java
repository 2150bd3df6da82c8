// SPDX-License-Identifier: Apache-2.0
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

    /** The number of its descriptor in the process. */
    public int descriptor() {
        return number("fd");
    }

    /** Its inode, by which the kernel identifies it. */
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

    /** The number of unanswered keepalive probes; 0 if it is not a TCP socket. */
    public int probes() {
        return isTcp() ? number("probes") : 0;
    }

    /** Whether the kernel has ended the connection (TCP_CLOSE) while the application still holds the socket. */
    public boolean isEnded() {
        return isTcp() && number("state") == 7;
    }

    /** Whether both ends have closed and the peer has not yet acknowledged the FIN of this one (TCP_LAST_ACK). */
    public boolean isInLastAck() {
        return isTcp() && number("state") == 9;
    }

    /** The number of unacknowledged retransmissions of data or of the FIN; 0 if it is not a TCP socket. */
    public int retransmits() {
        return isTcp() ? number("retransmits") : 0;
    }

    /** The retransmission timeout (RTO). */
    public Duration retransmissionTimeout() {
        return Duration.of(number("rto"), ChronoUnit.MICROS);
    }

    /** The local port. Only TCP sockets have one. */
    public int localPort() {
        return number("localPort");
    }

    /** The peer's address without brackets; empty where there is none, as after the end of the connection. */
    public String peerAddress() {
        return facts.get("peerAddress").getAsString();
    }

    /** The peer's port; 0 where there is none. */
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
