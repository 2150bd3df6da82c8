// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.subject;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;

/** The agent's thread in this JVM. */
final class AgentThread {

    private static final String NAME = "keepalive-agent";

    private AgentThread() {}

    /** The number of bytes that it has allocated so far. */
    static long allocatedBytes() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals(NAME)) {
                return threads.getThreadAllocatedBytes(thread.getThreadId());
            }
        }
        throw new IllegalStateException("there is no thread " + NAME);
    }
}
