package io.keepalive.testkit.network;

import io.keepalive.testkit.CurrentUser;
import io.keepalive.testkit.process.Commands;
import java.util.ArrayList;
import java.util.List;

/** One end of a {@link Network}: a network namespace that commands can be run in. */
public final class Host {

    private final String address;
    private final long pid;

    /**
     * @param address its IPv4 address
     * @param pid of a process that lives in it
     */
    Host(String address, long pid) {
        this.address = address;
        this.pid = pid;
    }

    public String address() {
        return address;
    }

    /** The id of a process that lives in it. */
    public long pid() {
        return pid;
    }

    /** What to write before a command to run it there; it takes the place of this command's process. */
    public List<String> command() {
        List<String> enter = new ArrayList<>(List.of("nsenter", "--target", String.valueOf(pid), "--net"));
        if (!CurrentUser.isRoot()) {
            enter.addAll(List.of("--user", "--preserve-credentials"));
        }
        enter.add("--");
        return enter;
    }

    /** Runs a command there and waits for it. */
    public void run(String... command) {
        List<String> whole = new ArrayList<>(command());
        whole.addAll(List.of(command));
        Commands.run(whole);
    }

    /** Sets a kernel parameter of its network, such as net/ipv4/tcp_retries2. */
    public void kernelParameter(String name, int value) {
        run("sh", "-c", "echo " + value + " > /proc/sys/" + name);
    }

    /** Leaves its network just so many local ports, so that connections to several peers share them for certain. */
    public void localPorts(int number) {
        int first = 40_000;
        run("sh", "-c", "echo " + first + " " + (first + number - 1) + " > /proc/sys/net/ipv4/ip_local_port_range");
    }
}
