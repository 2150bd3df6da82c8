// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.network;

import io.keepalive.testkit.CurrentUser;
import io.keepalive.testkit.process.Commands;
import java.util.ArrayList;
import java.util.List;

/** A network namespace, one end of a {@link Network}, in which commands can be run. */
public final class Host {

    private final String address;
    private final long pid;

    /**
     * @param address its IPv4 address
     * @param pid the id of a process in it
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

    /** The prefix that runs a command there. It keeps the process id. */
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

    /** Limits its local ports to so many, so that connections to several peers must share them. */
    public void localPorts(int number) {
        localPorts(40_000, number);
    }

    /** Limits its local ports to these; for connections that it opens from now on. */
    public void localPorts(int first, int number) {
        run("sh", "-c", "echo " + first + " " + (first + number - 1) + " > /proc/sys/net/ipv4/ip_local_port_range");
    }
}
