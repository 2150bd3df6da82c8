// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.ConnectionListener;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.Precedence;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On descriptors of the process that runs the tests; the test decides which of them are connections. */
@EnabledOnOs(OS.LINUX)
class SocketAdoptionTest {

    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5432);
    private static final int FILES = 3_000;
    /** The rounds until no descriptor is new, and one, two, three more. */
    private static final int[] ROUNDS_BETWEEN = {2, 3, 4, 5};

    private final OpenDescriptors descriptors = OpenDescriptors.ofThisProcess(new AgentSockets(null));
    private final Deque<FileInputStream> files = new ArrayDeque<>();
    private final List<DatagramChannel> sockets = new ArrayList<>();
    private final Set<Long> connected = new HashSet<>();
    private final Map<FileDescriptor, Integer> numbers = new HashMap<>();
    private final SocketCalls calls = instead(SocketCalls.class, this::answer);
    private final Connections connections = connections();
    private final SocketAdoption adoption = new SocketAdoption(calls, descriptors, connections);
    private Action beforeRecheck = () -> {};
    private int addressReads;

    @BeforeEach
    void openFiles() throws IOException {
        for (int i = 0; i < FILES; i++) {
            files.add(new FileInputStream("/proc/self/stat"));
        }
    }

    @AfterEach
    void close() throws IOException {
        for (FileInputStream file : files) {
            file.close();
        }
        for (DatagramChannel socket : sockets) {
            socket.close();
        }
    }

    @Test
    void anOpenedConnectionIsAdoptedInTheNextRound() throws Exception {
        adoption.round(true);
        openConnection();
        adoption.round(true);
        assertThat(adopted()).isEqualTo(connected);
    }

    /** So that there are no more descriptors than before. */
    @Test
    void aConnectionThatReplacesAFileIsAdoptedInTheNextRound() throws Exception {
        for (int rounds : ROUNDS_BETWEEN) {
            for (int i = 0; i < rounds; i++) {
                adoption.round(true);
            }
            files.remove().close();
            openConnection();
            adoption.round(true);
            assertThat(adopted()).as("after %s rounds", rounds).isEqualTo(connected);
        }
    }

    /** The peer of a socket that has none is searched in the kernel's whole table. */
    @Test
    void addressesAreNotReadIfTheCandidateIsClosedMeanwhile() throws Exception {
        adoption.round(true);
        openConnection();
        beforeRecheck = () -> sockets.remove(sockets.size() - 1).close();
        adoption.round(true);
        assertThat(adopted()).isEmpty();
        assertThat(addressReads).isZero();
    }

    @Test
    void candidatesAreNotCheckedAgainWhileNoHookIsLive() throws Exception {
        adoption.round(false);
        openConnection();
        beforeRecheck = () -> sockets.remove(sockets.size() - 1).close();
        adoption.round(false);
        assertThat(adopted()).isEmpty();
        assertThat(addressReads).isPositive();
    }

    @Test
    void addressesAreNotReadIfTheCandidateIsRegisteredMeanwhile() throws Exception {
        adoption.round(true);
        openConnection();
        FileDescriptor descriptor = new FileDescriptor();
        beforeRecheck = () -> {
            numbers.put(descriptor, numberOf(connected.iterator().next()));
            connections.accepted(descriptor, 5432, PEER, false);
        };
        adoption.round(true);
        assertThat(connections.size()).isOne();
        assertThat(addressReads).isZero();
    }

    @Test
    void otherSocketsAreNotAdopted() throws Exception {
        sockets.add(DatagramChannel.open());
        adoption.round(true);
        assertThat(adopted()).isEmpty();
    }

    /** A socket without a peer, which the fake system calls present as a connection. */
    private void openConnection() throws IOException {
        Set<Long> before = inodes();
        sockets.add(DatagramChannel.open());
        Set<Long> after = inodes();
        after.removeAll(before);
        connected.addAll(after);
        assertThat(after).hasSize(1);
    }

    private Set<Long> inodes() {
        Set<Long> inodes = new HashSet<>();
        for (int number : descriptors.numbers()) {
            inodes.add(descriptors.inode(number));
        }
        return inodes;
    }

    private Set<Long> adopted() {
        Set<Long> adopted = new HashSet<>();
        connections.forEach(connection -> adopted.add(connection.socket().inode()));
        return adopted;
    }

    private Object answer(Object proxy, Method method, Object[] arguments) throws Exception {
        switch (method.getName()) {
            case "forNumber":
                FileDescriptor descriptor = new FileDescriptor();
                numbers.put(descriptor, (Integer) arguments[0]);
                return descriptor;
            case "number":
                return numbers.get((FileDescriptor) arguments[0]);
            case "isTcp":
                return connected.contains(descriptors.inode(numbers.get((FileDescriptor) arguments[0])));
            case "isListening":
                return false;
            case "tcpInfo":
                act();
                return TcpInfo.ESTABLISHED;
            case "get":
                return 1;
            case "supportsInodes":
                return true;
            case "inode":
                return descriptors.inode((Integer) arguments[0]);
            case "duplicate":
                return arguments[0];
            case "localAddress", "remoteAddress":
                addressReads++;
                return PEER;
            default:
                return null;
        }
    }

    /** Once. */
    private void act() throws Exception {
        Action action = beforeRecheck;
        beforeRecheck = () -> {};
        action.run();
    }

    private int numberOf(long inode) {
        for (int number : descriptors.numbers()) {
            if (descriptors.inode(number) == inode) {
                return number;
            }
        }
        throw new AssertionError("no descriptor has inode " + inode);
    }

    /** What another thread does meanwhile. */
    private interface Action {

        void run() throws Exception;
    }

    private Connections connections() {
        return new Connections(
                calls,
                new Policy(
                        Mode.ENFORCE,
                        Precedence.AGENT,
                        true,
                        KeepaliveSettings.on(60, 10, 3, 0),
                        Collections.emptyList()),
                new KeepaliveSettings(0, 7200, 75, 9, 0),
                15,
                instead(ConnectionListener.class, (proxy, method, arguments) -> null));
    }

    private static <T> T instead(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
