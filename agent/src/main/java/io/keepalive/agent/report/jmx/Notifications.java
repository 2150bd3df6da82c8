// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jmx;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.text.ExceptionText;
import io.keepalive.agent.thread.DaemonThreads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;

/** Sends dead peers as notifications, on a thread of its own, since filters and listeners may block. */
final class Notifications {

    static final String PEER_DEAD = "keepalive.peer.dead";

    /**
     * Maximum number of notifications that wait for a slow listener; further ones are dropped. One with a deep stack takes
     * some 7 KB.
     */
    static final int CAPACITY = 1_000;

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(CAPACITY),
            work -> DaemonThreads.create("keepalive-jmx-listeners", work::run));
    private final Consumer<String> problems;
    private boolean dropReported;
    /** Used on the thread that sends. */
    private boolean failureReported;

    private long sent;

    /** @param problems receives a message when notifications are dropped */
    Notifications(Consumer<String> problems) {
        this.problems = problems;
        executor.allowCoreThreadTimeOut(true);
    }

    static MBeanNotificationInfo info() {
        return new MBeanNotificationInfo(
                new String[] {PEER_DEAD},
                Notification.class.getName(),
                "A peer is dead. The user data is a map of the facts, named as in the JSON log.");
    }

    /** Sends a notification. A gap in the sequence numbers shows dropped ones. */
    void send(Event death, AgentMBean source) {
        Notification notification = of(death, source);
        try {
            executor.execute(() -> deliver(notification, source));
            dropReported = false;
        } catch (RejectedExecutionException full) {
            reportDropped();
        }
    }

    /** The MBean catches the exceptions of listeners, but not their errors. */
    private void deliver(Notification notification, AgentMBean source) {
        try {
            source.sendNotification(notification);
        } catch (RuntimeException | Error failure) {
            if (!failureReported) {
                failureReported = true;
                problems.accept("a listener of the MBean's notifications fails: " + ExceptionText.text(failure)
                        + "; reported once");
            }
        }
    }

    private void reportDropped() {
        if (!dropReported && !executor.isShutdown()) {
            dropReported = true;
            problems.accept("a listener of the MBean's notifications blocks: " + CAPACITY
                    + " notifications wait, further ones are dropped, with a gap in the sequence numbers");
        }
    }

    /** The user data consists of JDK types alone, so that every client can deserialize it. */
    private Notification of(Event event, AgentMBean source) {
        sent++;
        Notification notification = new Notification(PEER_DEAD, source, sent, event.atMillis(), event.message());
        Map<String, Object> fields = new LinkedHashMap<>();
        event.fields().values().forEach((name, value) -> fields.put(name, value instanceof List ? copy(value) : value));
        notification.setUserData(fields);
        return notification;
    }

    private static List<Object> copy(Object list) {
        return new ArrayList<>((List<?>) list);
    }

    /** Stops sending; a blocked listener is interrupted. */
    void close() {
        executor.shutdownNow();
    }
}
