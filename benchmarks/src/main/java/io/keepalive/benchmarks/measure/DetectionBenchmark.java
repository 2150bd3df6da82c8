// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.NumberFormat;
import io.keepalive.benchmarks.figure.Samples;
import io.keepalive.benchmarks.figure.Target;
import io.keepalive.benchmarks.subject.HeldConnections;
import io.keepalive.testkit.kernel.NamespaceSockets;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opentest4j.TestAbortedException;

/** The time from the end of a connection in the kernel to the report of the death. */
public final class DetectionBenchmark implements Measurement {

    private static final double READER_MILLIS = 10;

    /** One {@code watch.every}, and a tenth of a second. */
    private static final double WATCH_MILLIS = 1_100;

    /** The default of keepalive.idle. */
    private static final int IDLE_SECONDS = 60;

    /** The kernel gives up a silent peer after two seconds. */
    private static final String QUICK_DETECTION = "idle=1s,interval=1s,count=1";

    /** The time between two openings, so that connections die at different points of a round. */
    private static final long STAGGER_MILLIS = 370;

    private static final long LIMIT_NANOS = 30_000_000_000L;

    @Override
    public String name() {
        return "deaths";
    }

    @Override
    public String description() {
        return "from the kernel's verdict to the report, with a reader blocked and with nobody reading (row 7)";
    }

    @Override
    public boolean onEachJdk() {
        return false;
    }

    @Override
    public Outcome measure(Bench bench) throws Exception {
        List<Figure> figures = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        for (int i = 0; i < bench.pairs(); i++) {
            first.addAll(resets(bench, 1));
        }
        figures.add(Figure.of(
                        7,
                        "from a reset, with a reader blocked, to the report: a program's first",
                        Samples.of(first),
                        "ms")
                .mustReach(Target.atMost(READER_MILLIS)));
        List<Double> later = resets(bench, bench.pairs() + 1);
        figures.add(Figure.of(7, "the same: later ones", Samples.of(later.subList(1, later.size())), "ms")
                .mustReach(Target.atMost(READER_MILLIS)));
        List<String> notes = new ArrayList<>();
        try {
            figures.addAll(silence(bench));
        } catch (TestAbortedException impossible) {
            notes.add("silent peers were not measured: " + impossible.getMessage());
        }
        return new Outcome(figures, List.of(), notes);
    }

    /**
     * The times from just before the peer aborts a connection to the report, in milliseconds, one connection after the
     * other.
     */
    private static List<Double> resets(Bench bench, int number) throws Exception {
        List<Double> millis = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ConnectionDeaths program = new ConnectionDeaths(bench, "")) {
            for (int i = 0; i < number; i++) {
                int port = program.open("127.0.0.1", server.getLocalPort(), true, IDLE_SECONDS);
                Socket accepted = server.accept();
                Thread.sleep(100);
                accepted.setSoLinger(true, 0);
                long verdict = System.nanoTime();
                accepted.close();
                millis.add((program.reported(port) - verdict) / 1e6);
            }
        }
        return millis;
    }

    private static List<Figure> silence(Bench bench) throws Exception {
        List<Double> afterVerdict = new ArrayList<>();
        List<Double> afterException = new ArrayList<>();
        silence(bench, true, afterVerdict, afterException);
        List<Double> unread = new ArrayList<>();
        silence(bench, false, unread, new ArrayList<>());
        return List.of(
                Figure.of(
                                7,
                                "from a silent peer's end, as the blocked reader's exception tells it, to the report",
                                Samples.of(afterException),
                                "ms")
                        .detail("at most "
                                + NumberFormat.of(Samples.of(afterVerdict).median())
                                + " ms from the last look that found it in the kernel's list")
                        .mustReach(Target.atMost(READER_MILLIS)),
                Figure.of(
                        7,
                        "from the last look that found it in the kernel's list, with nobody reading, to the report",
                        Samples.of(unread),
                        "ms"),
                Figure.of(
                                7,
                                "the same: the longest of them",
                                Samples.of(Samples.of(unread).largest()),
                                "ms")
                        .mustReach(Target.atMost(WATCH_MILLIS)));
    }

    private static void silence(Bench bench, boolean read, List<Double> afterVerdict, List<Double> afterException)
            throws Exception {
        try (Network network = Network.open();
                ForkedProcess peer =
                        bench.launch(HeldConnections.class).on(network.peer()).start();
                ConnectionDeaths program = new ConnectionDeaths(bench, network.app(), QUICK_DETECTION)) {
            int port = Integer.parseInt(
                    peer.send("listen").stdout().next("done (\\d+)").group(1));
            Set<Integer> alive = new HashSet<>();
            for (int i = 0; i < bench.pairs(); i++) {
                alive.add(program.open(network.peer().address(), port, read, 1));
                Thread.sleep(STAGGER_MILLIS);
            }
            network.silencePeer();
            for (Map.Entry<Integer, Long> end :
                    ends(NamespaceSockets.of(network.app()), port, alive).entrySet()) {
                long reported = program.reported(end.getKey());
                afterVerdict.add((reported - end.getValue()) / 1e6);
                if (read) {
                    afterException.add((reported - program.failed(end.getKey())) / 1e6);
                }
            }
        }
    }

    /**
     * When each connection was last in the kernel's table, which is read continuously: it ended between then and the
     * next reading.
     */
    private static Map<Integer, Long> ends(NamespaceSockets sockets, int peerPort, Set<Integer> ports)
            throws IOException, InterruptedException {
        Map<Integer, Long> lastListed = new HashMap<>();
        long giveUp = System.nanoTime() + LIMIT_NANOS;
        while (true) {
            long now = System.nanoTime();
            List<NamespaceSockets.Entry> listed =
                    sockets.where(entry -> entry.peerPort() == peerPort && ports.contains(entry.localPort()));
            listed.forEach(entry -> lastListed.put(entry.localPort(), now));
            if (listed.isEmpty()) {
                return lastListed;
            }
            if (now > giveUp) {
                throw new IOException("the kernel did not give up " + listed.size() + " silent peers");
            }
            Thread.sleep(1);
        }
    }
}
