// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.connection.RegisteredConnections;
import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.DescriptorPoll;
import io.keepalive.agent.kernel.OpenDescriptors;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** In the process that runs the tests, which other tests and the JVM itself may open files in meanwhile. */
@EnabledOnOs(OS.LINUX)
class UnregisteredDescriptorsTest {

    private static final Connections NONE = new RegisteredConnections().connections();

    private final OpenDescriptors descriptors = OpenDescriptors.ofThisProcess(new AgentSockets(null));
    private final List<FileInputStream> files = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (FileInputStream file : files) {
            file.close();
        }
    }

    @Test
    void areTheSameWhetherListedOrPolled() throws IOException {
        for (DescriptorPoll poll : new DescriptorPoll[] {DescriptorPoll.ofThisJdk(), null}) {
            UnregisteredDescriptors numbers = new UnregisteredDescriptors(descriptors, NONE, new BatchPoll(poll));
            Set<Integer> before = visited(numbers);
            open(3_000);
            Set<Integer> all = visited(numbers);
            assertThat(all.size() - before.size()).isBetween(2_990, 3_100);
            close();
            assertThat(visited(numbers).size()).isBetween(before.size() - 50, before.size() + 50);
            assertThat(visited(numbers).size()).isBetween(before.size() - 50, before.size() + 50);
            files.clear();
        }
    }

    /** The kernel has reserved the number of the next connection, and no file is open there. */
    @Test
    void areNotListedRepeatedlyWhileAThreadWaitsInAccept() throws Exception {
        BatchPoll poll = new BatchPoll(DescriptorPoll.ofThisJdk());
        UnregisteredDescriptors numbers = new UnregisteredDescriptors(descriptors, NONE, poll);
        open(3_000);
        long listing = Math.max(allocatedByVisiting(numbers), allocatedByVisiting(numbers));
        try (ServerSocket server = new ServerSocket(0)) {
            Thread acceptor = new Thread(() -> acceptUntilClosed(server), "acceptor");
            acceptor.start();
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 20; i++) {
                Thread.sleep(20);
                least = Math.min(least, allocatedByVisiting(numbers));
            }
            assertThat(acceptor.isAlive()).isTrue();
            assertThat(least).isLessThan(listing / 10);
        }
    }

    private static void acceptUntilClosed(ServerSocket server) {
        try {
            server.accept();
        } catch (IOException closed) {
            // As the test is over.
        }
    }

    private static long allocatedByVisiting(UnregisteredDescriptors numbers) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        numbers.forEach(number -> {});
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    private void open(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            files.add(new FileInputStream("/proc/self/stat"));
        }
    }

    private static Set<Integer> visited(UnregisteredDescriptors numbers) {
        Set<Integer> visited = new HashSet<>();
        numbers.forEach(number ->
                assertThat(visited.add(number)).as("first visit of %s", number).isTrue());
        return visited;
    }
}
