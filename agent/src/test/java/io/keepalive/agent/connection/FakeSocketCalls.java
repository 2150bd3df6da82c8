// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpInfo;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fake sockets: a test sets the values that are read from them, and sees those that are written. */
public final class FakeSocketCalls implements SocketCalls {

    static final KeepaliveSettings SYSTEM = new KeepaliveSettings(0, 7200, 75, 9, 0);

    /** The options that were set, in order, such as {@code TCP_KEEPIDLE=60}. */
    final List<String> writes = new ArrayList<>();

    /** How many options have been read. */
    int reads;

    /** How often TCP_INFO has been read. */
    int infos;

    private final Map<FileDescriptor, Socket> sockets = new HashMap<>();
    /** The numbers of duplicates, open or closed. */
    private final Map<FileDescriptor, Integer> numbersOfDuplicates = new HashMap<>();

    private final Map<KeepaliveOption, String> refusals = new EnumMap<>(KeepaliveOption.class);
    private final Map<KeepaliveOption, Integer> fixedValues = new EnumMap<>(KeepaliveOption.class);
    private boolean supportsTcpInfo = true;
    private boolean noMoreDescriptors;
    private boolean hasRetryIntervals = true;
    private Runnable beforeDuplicating = () -> {};
    private Runnable afterNextRead = () -> {};
    private Runnable beforeNextWrite = () -> {};
    private long lastInode = 100;
    private int lastDuplicate = 1_000;

    /** How often an inode has been read. */
    int inodes;

    /** A connected TCP socket with the system's defaults. */
    public FileDescriptor open(int number) {
        return open(number, SYSTEM);
    }

    public FileDescriptor open(int number, KeepaliveSettings settings) {
        FileDescriptor descriptor = new FileDescriptor();
        sockets.put(descriptor, new Socket(number, settings));
        return descriptor;
    }

    /** A descriptor that is not a TCP socket: a datagram socket, a file. */
    FileDescriptor openNoTcp(int number) {
        FileDescriptor descriptor = open(number, new KeepaliveSettings(-1, -1, -1, -1, -1));
        sockets.get(descriptor).tcp = false;
        return descriptor;
    }

    /** The application, and not the agent, opens a second descriptor of the same socket. */
    FileDescriptor duplicate(FileDescriptor descriptor, int number) {
        FileDescriptor second = new FileDescriptor();
        sockets.put(second, sockets.get(descriptor));
        sockets.get(descriptor).duplicates.add(number);
        numbersOfDuplicates.put(second, number);
        return second;
    }

    public void close(FileDescriptor descriptor) {
        Integer duplicate = numbersOfDuplicates.get(descriptor);
        if (duplicate == null) {
            sockets.get(descriptor).number = -1;
        } else {
            sockets.get(descriptor).duplicates.remove(duplicate);
        }
    }

    /** The application, and not the agent, sets it. */
    void applicationSets(FileDescriptor descriptor, KeepaliveOption option, int value) {
        Socket socket = sockets.get(descriptor);
        socket.settings = socket.settings.with(option, value);
    }

    KeepaliveSettings settings(FileDescriptor descriptor) {
        return sockets.get(descriptor).settings;
    }

    void tcpInfo(FileDescriptor descriptor, int state, int probes, int retransmits) {
        sockets.get(descriptor).info = info(state, probes, retransmits);
    }

    public static int info(int state, int probes, int retransmits) {
        return state | retransmits << 16 | probes << 24;
    }

    void addresses(FileDescriptor descriptor, InetSocketAddress local, InetSocketAddress remote) {
        sockets.get(descriptor).local = local;
        sockets.get(descriptor).remote = remote;
    }

    /** What another thread does between the next read of an option and the use of its value. */
    void afterNextRead(Runnable meanwhile) {
        afterNextRead = meanwhile;
    }

    /** What another thread does just before an option is set for the next time. */
    void beforeNextWrite(Runnable meanwhile) {
        beforeNextWrite = meanwhile;
    }

    /** From now on the kernel refuses this option, on every socket. */
    void refuse(KeepaliveOption option, String message) {
        refusals.put(option, message);
    }

    /** From now on this option accepts every value and keeps this one. */
    void keep(KeepaliveOption option, int value) {
        fixedValues.put(option, value);
    }

    /** As on a platform without TCP_INFO. */
    void hideTcpInfo() {
        supportsTcpInfo = false;
    }

    private static void runToItsEnd(Thread thread) {
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public int number(FileDescriptor descriptor) {
        return numbersOfDuplicates.getOrDefault(descriptor, sockets.get(descriptor).number);
    }

    @Override
    public int get(FileDescriptor descriptor, KeepaliveOption option) throws IOException {
        reads++;
        int value = open(descriptor).settings.get(option);
        if (value == KeepaliveSettings.UNKNOWN) {
            throw new IOException("Protocol not available");
        }
        Thread meanwhile = new Thread(afterNextRead);
        afterNextRead = () -> {};
        runToItsEnd(meanwhile);
        return fixedValues.getOrDefault(option, value);
    }

    @Override
    public void set(FileDescriptor descriptor, KeepaliveOption option, int value) throws IOException {
        Thread meanwhile = new Thread(beforeNextWrite);
        beforeNextWrite = () -> {};
        runToItsEnd(meanwhile);
        Socket socket = open(descriptor);
        if (refusals.containsKey(option)) {
            throw new IOException(refusals.get(option));
        }
        if (!socket.tcp) {
            throw new IOException("Operation not supported");
        }
        writes.add(option.kernelName() + "=" + value);
        socket.settings = socket.settings.with(option, value);
    }

    private Socket open(FileDescriptor descriptor) throws IOException {
        Socket socket = sockets.get(descriptor);
        if (!socket.isAt(number(descriptor))) {
            throw new IOException("Bad file descriptor");
        }
        return socket;
    }

    @Override
    public int longestRetryInterval(FileDescriptor descriptor) throws IOException {
        if (!hasRetryIntervals) {
            throw new IOException("Protocol not available");
        }
        return open(descriptor).retryInterval;
    }

    @Override
    public void setLongestRetryInterval(FileDescriptor descriptor, int millis) throws IOException {
        open(descriptor).retryInterval = millis;
    }

    int retryInterval(FileDescriptor descriptor) {
        return sockets.get(descriptor).retryInterval;
    }

    /** As on Linux before 6.15. */
    void hideRetryIntervals() {
        hasRetryIntervals = false;
    }

    @Override
    public int tcpInfo(FileDescriptor descriptor) {
        infos++;
        return supportsTcpInfo ? sockets.get(descriptor).info : TcpInfo.NONE;
    }

    @Override
    public boolean isTcp(FileDescriptor descriptor) {
        return sockets.get(descriptor).tcp;
    }

    @Override
    public boolean isListening(FileDescriptor descriptor) {
        return false;
    }

    @Override
    public InetSocketAddress localAddress(FileDescriptor descriptor) throws IOException {
        return open(descriptor).local;
    }

    @Override
    public InetSocketAddress remoteAddress(FileDescriptor descriptor) throws IOException {
        return open(descriptor).remote;
    }

    @Override
    public boolean supportsTcpInfo() {
        return supportsTcpInfo;
    }

    @Override
    public String description() {
        return "a test's own";
    }

    @Override
    public boolean hasPendingError(FileDescriptor descriptor) {
        return false;
    }

    /** Another descriptor object for the socket that has this number now. */
    @Override
    public FileDescriptor forNumber(int number) {
        FileDescriptor second = new FileDescriptor();
        Socket socket = at(number).orElseThrow();
        sockets.put(second, socket);
        if (socket.number != number) {
            numbersOfDuplicates.put(second, number);
        }
        return second;
    }

    private Optional<Socket> at(int number) {
        return sockets.values().stream().filter(socket -> socket.isAt(number)).findFirst();
    }

    @Override
    public boolean supportsInodes() {
        return true;
    }

    @Override
    public long inode(int number) {
        inodes++;
        return at(number).map(socket -> socket.inode).orElse(NO_SOCKET);
    }

    @Override
    public int duplicate(int number) throws IOException {
        if (noMoreDescriptors) {
            throw new IOException("Too many open files");
        }
        beforeDuplicating.run();
        Socket socket = at(number).orElseThrow(() -> new IOException("Bad file descriptor"));
        socket.duplicates.add(++lastDuplicate);
        return lastDuplicate;
    }

    @Override
    public void close(int duplicate) {
        at(duplicate).orElseThrow().duplicates.remove((Integer) duplicate);
    }

    /** How many duplicates are open. */
    int duplicates() {
        return new HashSet<>(sockets.values())
                .stream().mapToInt(socket -> socket.duplicates.size()).sum();
    }

    /** The process may open no more descriptors. */
    void runOutOfDescriptors() {
        noMoreDescriptors = true;
    }

    /** Runs this before each duplication. */
    void beforeDuplicating(Runnable action) {
        beforeDuplicating = action;
    }

    void inode(FileDescriptor descriptor, long inode) {
        sockets.get(descriptor).inode = inode;
    }

    /**
     * Closes a descriptor that keeps its number, as a channel's does, and opens another socket at that number, to which the
     * old object then refers.
     */
    FileDescriptor replace(FileDescriptor descriptor) {
        int number = sockets.get(descriptor).number;
        sockets.get(descriptor).number = -1;
        FileDescriptor next = open(number);
        sockets.get(next).local = Peers.at("10.0.0.1", 50_000);
        sockets.put(descriptor, sockets.get(next));
        return next;
    }

    /** The kernel's state of a socket. */
    private final class Socket {
        /** TCP_RTO_MAX of include/net/tcp.h. */
        private int retryInterval = 120_000;

        private int number;
        private boolean tcp = true;
        private KeepaliveSettings settings;
        private int info = info(TcpInfo.ESTABLISHED, 0, 0);
        private InetSocketAddress local = Peers.at("10.0.0.1", 40_000);
        private InetSocketAddress remote = Peers.at("10.0.0.2", 5432);
        private long inode = ++lastInode;
        private final Set<Integer> duplicates = new HashSet<>();

        Socket(int number, KeepaliveSettings settings) {
            this.number = number;
            this.settings = settings;
        }

        private boolean isAt(int some) {
            return some >= 0 && (number == some || duplicates.contains(some));
        }
    }
}
