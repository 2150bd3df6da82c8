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
 * An application's host and its peers', each joined to it by a cable, in network namespaces of this test alone. They
 * live in the processes of hosts.sh, which end when this test's JVM does, however that happens.
 */
public final class Network implements AutoCloseable {

    /* As hosts.sh gives them out. */
    private static final String APP_CARD = "02:00:00:00:00:01";
    private static final String PEER_CARD = "02:00:00:00:00:02";

    private static final String NOBODY = "02:00:00:00:00:99";

    private final Process holder;
    private final Host app;
    private final List<Host> peers;

    private Network(Process holder, Host app, List<Host> peers) {
        this.holder = holder;
        this.app = app;
        this.peers = peers;
    }

    /** With one peer. Where this machine does not allow for networks, the test ends as {@link Required#missing}. */
    public static Network open() {
        return withPeers(1);
    }

    /** With so many peers, each on a network of its own, where {@link #open} has one. */
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

    /** Where a network namespace can be made after all, the test has something to fail by. */
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

    /** The host that dies; the first one, where there are more. */
    public Host peer() {
        return peer(0);
    }

    /** One of the hosts that the application is connected to. */
    public Host peer(int number) {
        return peers.get(number);
    }

    /**
     * The peer's host is gone from one moment to the next: nothing arrives there, nothing comes back. The cable goes on
     * carrying, as it does to a switch: each end's frames are for a network card that is not there.
     */
    public void silencePeer() {
        address(NOBODY, NOBODY);
    }

    /** The peer's host is there again, with whatever connections it had. */
    public void healPeer() {
        address(APP_CARD, PEER_CARD);
    }

    /** What each host takes for the hardware address of the other. */
    private void address(String appCard, String peerCard) {
        address(app, "cable0", peer(), peerCard);
        address(peer(), "cable", app, appCard);
    }

    private static void address(Host here, String device, Host there, String card) {
        here.run("ip", "neigh", "replace", there.address(), "lladdr", card, "nud", "permanent", "dev", device);
    }

    /** The cable is pulled at the peer's end: nothing arrives, and this end knows that it carries nothing. */
    public void unplugPeer() {
        peer().run("ip", "link", "set", "cable", "down");
    }

    /**
     * The peer's host restarts: it answers again, but knows nothing of its connections.
     *
     * @param application on that host; must have set SO_LINGER to 0, so that its kernel forgets the connections as it
     *     is killed and does not go on to say goodbye when the cable is back
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
            // Then there is nothing left to end.
        }
        Await.until(() -> !holder.isAlive());
    }
}
