// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.network;

import io.keepalive.testkit.Await;
import io.keepalive.testkit.CurrentUser;
import io.keepalive.testkit.Required;
import io.keepalive.testkit.Script;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The host of an application and those of its peers, each connected to it by a cable, in network namespaces that only
 * this test uses. They are held by processes of hosts.sh, which end with this JVM in every case.
 */
public final class Network implements AutoCloseable {

    /* As hosts.sh gives them out. */
    private static final String APP_CARD = "02:00:00:00:00:01";
    private static final String PEER_CARD = "02:00:00:00:00:02";

    private static final String UNUSED_CARD = "02:00:00:00:00:99";

    private final Process holder;
    private final Host app;
    private final List<Host> peers;

    private Network(Process holder, Host app, List<Host> peers) {
        this.holder = holder;
        this.app = app;
        this.peers = peers;
    }

    /**
     * With one peer. Where this machine does not allow network namespaces, the test is aborted, see {@link
     * Required#missing}.
     */
    public static Network open() {
        return withPeers(1);
    }

    /** As {@link #open} with several peers, each on a network of its own. */
    public static Network withPeers(int number) {
        try {
            Process holder = new ProcessBuilder(isolated(Script.text("hosts.sh"), "hosts.sh", String.valueOf(number)))
                    .redirectErrorStream(true)
                    .start();
            String answer = new BufferedReader(new InputStreamReader(holder.getInputStream())).readLine();
            if (answer == null || !answer.startsWith("ready ")) {
                refuse(answer);
            }
            String[] words = answer.split(" ");
            List<Host> peers = new ArrayList<>();
            for (int peer = 0; peer < number; peer++) {
                peers.add(host("10.77." + peer + ".2", words[2 + peer]));
            }
            return new Network(holder, host("10.77.0.1", words[1]), List.copyOf(peers));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Fails the test where a network namespace can be made after all. */
    private static void refuse(String answer) throws IOException {
        Process trial = new ProcessBuilder(isolated("ip link set lo up")).start();
        Await.until(() -> !trial.isAlive());
        if (trial.isAlive() || trial.exitValue() != 0) {
            Required.missing("network namespaces cannot be made here: " + answer);
        }
        throw new AssertionError("the hosts were not made: " + answer);
    }

    private static List<String> isolated(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("unshare", "--net"));
        if (!CurrentUser.isRoot()) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        command.addAll(List.of("sh", "-c", script));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Host host(String address, String pid) {
        return new Host(address, Long.parseLong(pid));
    }

    /** The host of the application under test. */
    public Host app() {
        return app;
    }

    /** The peer's host, or the first one of several. */
    public Host peer() {
        return peer(0);
    }

    /** The host of one of the peers. */
    public Host peer(int number) {
        return peers.get(number);
    }

    /**
     * Makes the peer's host silent at once: nothing arrives in either direction. The link stays up, as on a switch:
     * frames are addressed to a network card that does not exist.
     */
    public void silencePeer() {
        address(UNUSED_CARD, UNUSED_CARD);
    }

    /**
     * Makes nothing arrive any more at these ports of the application's host, as if a firewall between had forgotten the
     * connections. A routing rule discards the segments where they leave the peer's host: it needs no packet filter in the
     * kernel.
     */
    public void dropConnectionsAt(int firstPort, int number) {
        String ports = firstPort + "-" + (firstPort + number - 1);
        peer().run("ip", "rule", "add", "ipproto", "tcp", "dport", ports, "blackhole");
    }

    /** Makes the peer's host reachable again, with the connections that it had. */
    public void healPeer() {
        address(APP_CARD, PEER_CARD);
    }

    /** Sets the hardware address that each host uses for the other. */
    private void address(String appCard, String peerCard) {
        address(app, "cable0", peer(), peerCard);
        address(peer(), "cable", app, appCard);
    }

    private static void address(Host here, String device, Host there, String card) {
        here.run("ip", "neigh", "replace", there.address(), "lladdr", card, "nud", "permanent", "dev", device);
    }

    /** Sets the link down at the peer's end. Nothing arrives, and this end sees that the link has no carrier. */
    public void unplugPeer() {
        peer().run("ip", "link", "set", "cable", "down");
    }

    /**
     * Restarts the peer's host: it answers again, but has lost its connections.
     *
     * @param application on that host; must have set SO_LINGER to 0, so that its kernel forgets the connections when
     *     it is killed and sends no FIN when the link is back
     */
    public void rebootPeer(ForkedProcess application) {
        silencePeer();
        application.kill();
        healPeer();
    }

    @Override
    public void close() {
        try {
            holder.getOutputStream().close();
        } catch (IOException endedAlready) {
            // The processes have ended already.
        }
        Await.until(() -> !holder.isAlive());
    }
}
