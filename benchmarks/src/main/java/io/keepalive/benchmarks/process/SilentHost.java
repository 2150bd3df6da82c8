package io.keepalive.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A host that can fall silent: a network namespace joined to this one by a cable. It lives in a process, and the kernel
 * takes it away with that.
 */
public final class SilentHost implements AutoCloseable {

    public static final String ADDRESS = "10.78.0.2";

    private static final String NOBODY = "02:00:00:00:00:99";

    /** Permanent neighbours: else a silent peer is soon an unreachable one, since its address is no longer resolved. */
    private static final String MAKE = """
            set -e
            exec 3<&0
            unshare --net cat <&3 >/dev/null &
            peer=$!
            while [ "$(readlink /proc/$peer/ns/net)" = "$(readlink /proc/$$/ns/net)" ]; do sleep 0.01; done
            ip link add cable address 02:00:00:00:00:01 type veth peer name cable address 02:00:00:00:00:02 netns $peer
            ip addr add 10.78.0.1/24 dev cable
            ip link set cable up
            nsenter --net=/proc/$peer/ns/net ip addr add 10.78.0.2/24 dev cable
            nsenter --net=/proc/$peer/ns/net ip link set cable up
            ip neigh replace 10.78.0.2 lladdr 02:00:00:00:00:02 nud permanent dev cable
            nsenter --net=/proc/$peer/ns/net ip neigh replace 10.78.0.1 lladdr 02:00:00:00:00:01 nud permanent dev cable
            echo $peer
            exec cat <&3 >/dev/null
            """;

    private final Process holder;
    private final String pid;

    private SilentHost(Process holder, String pid) {
        this.holder = holder;
        this.pid = pid;
    }

    /** @throws IOException where this machine does not allow for network namespaces */
    public static SilentHost open() throws IOException {
        Process holder =
                new ProcessBuilder("sh", "-c", MAKE).redirectErrorStream(true).start();
        BufferedReader output = holder.inputReader(StandardCharsets.UTF_8);
        String pid = output.readLine();
        if (pid == null || !pid.matches("\\d+")) {
            holder.destroy();
            throw new IOException("no second host can be made here: " + pid);
        }
        return new SilentHost(holder, pid);
    }

    /** The command, to run there. */
    public List<String> there(List<String> command) {
        List<String> there = new ArrayList<>(List.of("nsenter", "--net=/proc/" + pid + "/ns/net"));
        there.addAll(command);
        return there;
    }

    /**
     * From one moment to the next nothing arrives there. The cable goes on carrying: frames are for a network card that
     * is not there.
     */
    public void fallSilent() throws IOException, InterruptedException {
        ShortCommand.outputOf(
                List.of("ip", "neigh", "replace", ADDRESS, "lladdr", NOBODY, "nud", "permanent", "dev", "cable"));
    }

    @Override
    public void close() throws IOException {
        holder.getOutputStream().close();
        try {
            holder.waitFor();
            ShortCommand.outputOf(List.of("ip", "link", "del", "cable"));
        } catch (IOException goneAlready) {
            // With the namespace at its other end.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
