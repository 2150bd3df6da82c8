package io.keepalive.agent.watch;

import java.util.HashMap;
import java.util.Map;

/** A table of timers that the test fills. */
final class FakeTimers implements TcpTimers {

    private final Map<Long, int[]> rows = new HashMap<>();
    private final Map<Integer, Long> inodes = new HashMap<>();
    private long nowMillis;

    /** The socket's keepalive timer expires at this time. */
    void keepalive(long inode, int probes, long expiresMillis) {
        rows.put(inode, new int[] {probes, (int) expiresMillis});
        inodes.put((int) inode, inode);
    }

    @Override
    public void readIfDue(long nowMillis) {
        this.nowMillis = nowMillis;
    }

    @Override
    public long beganMillis() {
        return nowMillis;
    }

    @Override
    public long endedMillis() {
        return nowMillis;
    }

    @Override
    public int find(long inode) {
        return rows.containsKey(inode) ? (int) inode : NONE;
    }

    @Override
    public boolean isKeepalive(int row) {
        return true;
    }

    @Override
    public int probes(int row) {
        return rows.get(inodes.get(row))[0];
    }

    @Override
    public long remainingMillis(int row) {
        return rows.get(inodes.get(row))[1] - nowMillis;
    }
}
