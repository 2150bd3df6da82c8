package io.keepalive.compat.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code ss -tnoe} says of this network's connections. */
public final class SocketStatistics {

    private SocketStatistics() {}

    /**
     * The established connections with this port at either end, each as {@code LOCALPORT PEERPORT}, and whether its
     * keepalive timer runs.
     */
    public static Map<String, Boolean> establishedAt(int port) {
        Pattern pattern = Pattern.compile("ESTAB +\\d+ +\\d+ +\\S+:(\\d+) +\\S+:(\\d+) (.*)");
        Map<String, Boolean> timers = new TreeMap<>();
        Commands.run(List.of("ss", "-tnoe"))
                .lines()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .forEach(line -> {
                    String ports = line.group(1) + " " + line.group(2);
                    if (List.of(ports.split(" ")).contains(String.valueOf(port))) {
                        timers.put(ports, line.group(3).contains("timer:(keepalive,"));
                    }
                });
        return timers;
    }

    /** The seconds that are left until the keepalive timer of one end of a connection fires, if it has one. */
    public static Optional<Double> keepaliveTimer(int localPort, int peerPort) {
        return keepaliveTimer(List.of(), localPort, peerPort);
    }

    /** The same of a connection on this host. */
    public static Optional<Double> keepaliveTimer(Host host, int localPort, int peerPort) {
        return keepaliveTimer(host.command(), localPort, peerPort);
    }

    private static Optional<Double> keepaliveTimer(List<String> before, int localPort, int peerPort) {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of("ss", "-tnoe"));
        Pattern pattern =
                Pattern.compile("ESTAB .*:" + localPort + " +\\S+:" + peerPort + " .*timer:\\(keepalive,([^,]+),.*");
        return Commands.run(command)
                .lines()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(line -> seconds(line.group(1)))
                .findFirst();
    }

    /** ss writes 39sec, 4.120ms for 4.12 seconds, 1min20sec. */
    private static double seconds(String duration) {
        Matcher parts =
                Pattern.compile("(?:(\\d+)min)?(?:(\\d+)sec)?(?:([\\d.]+)ms)?").matcher(duration);
        if (!parts.matches()) {
            throw new AssertionError("ss has a new way to write durations: " + duration);
        }
        double milliseconds = parts.group(3) == null
                ? 0
                : parts.group(3).contains(".")
                        ? Double.parseDouble(parts.group(3))
                        : Double.parseDouble(parts.group(3)) / 1000;
        return 60 * whole(parts.group(1)) + whole(parts.group(2)) + milliseconds;
    }

    private static int whole(String number) {
        return number == null ? 0 : Integer.parseInt(number);
    }
}
