package io.keepalive.agent.watch;

/** Reads nothing yet. */
final class KeepaliveTimers implements TcpTimers {

    @Override
    public void readIfDue(long nowMillis) {}

    @Override
    public long beganMillis() {
        return 0;
    }

    @Override
    public long endedMillis() {
        return 0;
    }

    @Override
    public int find(long inode) {
        return NONE;
    }

    @Override
    public boolean isKeepalive(int row) {
        return false;
    }

    @Override
    public int probes(int row) {
        return 0;
    }

    @Override
    public long remainingMillis(int row) {
        return 0;
    }
}
