package io.keepalive.agent.kernel;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The kernel's table of TCP sockets, /proc/self/net/tcp and tcp6: tells what TCP_INFO's first bytes do not. It covers
 * the whole network namespace and costs about a microsecond a row, so it is read only when a connection is not well.
 * A walk may miss a row; it never invents one.
 */
public final class TcpTable {

    /* The columns of proc(5), "/proc/net/tcp". */
    private static final int QUEUES = 4;
    private static final int INODE = 9;

    private static final String[] FILES = {"/proc/self/net/tcp", "/proc/self/net/tcp6"};

    private TcpTable() {}

    /** The inodes of the sockets that have data waiting to be sent or acknowledged; empty where /proc is hidden. */
    public static Set<Long> socketsWithQueuedData() {
        Set<Long> inodes = new HashSet<>();
        for (String file : FILES) {
            try (BufferedReader rows =
                    new BufferedReader(new InputStreamReader(new FileInputStream(file), StandardCharsets.US_ASCII))) {
                rows.readLine();
                for (String row = rows.readLine(); row != null; row = rows.readLine()) {
                    addIfQueued(row, inodes);
                }
            } catch (IOException hidden) {
                continue;
            }
        }
        return inodes;
    }

    static void addIfQueued(String row, Set<Long> inodes) {
        String[] columns = row.trim().split(" +");
        if (columns.length > INODE && !columns[QUEUES].startsWith("00000000:")) {
            inodes.add(Long.parseLong(columns[INODE]));
        }
    }
}
