// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Timers that the test sets. */
final class FakeTimers implements TcpTimers {

    private final Map<Long, Integer> byInode = new HashMap<>();
    private final List<Integer> probes = new ArrayList<>();
    private final List<Long> expires = new ArrayList<>();

    /** Sets the timer of a socket. */
    void set(long inode, int unansweredProbes, long expiresMillis) {
        Integer timer = byInode.putIfAbsent(inode, probes.size());
        if (timer == null) {
            probes.add(unansweredProbes);
            expires.add(expiresMillis);
        } else {
            probes.set(timer, unansweredProbes);
            expires.set(timer, expiresMillis);
        }
    }

    /** The socket is closed, or its keepalive timer does not run. */
    void remove(long inode) {
        byInode.remove(inode);
    }

    @Override
    public boolean readIfDue(long nowMillis) {
        return true;
    }

    @Override
    public void clear() {}

    @Override
    public int find(long inode) {
        return byInode.getOrDefault(inode, NONE);
    }

    @Override
    public int probes(int timer) {
        return probes.get(timer);
    }

    @Override
    public long expiresMillis(int timer) {
        return expires.get(timer);
    }
}
