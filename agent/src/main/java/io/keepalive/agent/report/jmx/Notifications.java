package io.keepalive.agent.report.jmx;

import io.keepalive.agent.event.Event;
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

/** Dead peers as notifications, and the thread on which filters and listeners get them: they may block. */
final class Notifications {

    static final String PEER_DEAD = "keepalive.peer.dead";

    /** As many as a storm may leave waiting for a slow listener; the metrics count the rest. */
    private static final int CAPACITY = 10_000;

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(CAPACITY),
            work -> DaemonThreads.create("keepalive-jmx-listeners", work::run));
    private final Consumer<String> problems;
    private boolean dropReported;
    private long sent;

    /** @param problems is told when notifications are left out, since those before them wait */
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

    /** Has listeners told; a gap in the numbers tells them what they have missed. */
    void send(Event death, AgentMBean source) {
        Notification notification = of(death, source);
        try {
            executor.execute(() -> source.sendNotification(notification));
            dropReported = false;
        } catch (RejectedExecutionException full) {
            reportDropped();
        }
    }

    private void reportDropped() {
        if (!dropReported && !executor.isShutdown()) {
            dropReported = true;
            problems.accept("a listener of the MBean's notifications holds them up: " + CAPACITY
                    + " wait, and those that come meanwhile are left out, with a gap in their numbers");
        }
    }

    /** With text, numbers and lists of texts, in the JDK's own types, which every receiver has. */
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

    /** Tells nobody any more; a listener that blocks is interrupted. */
    void close() {
        executor.shutdownNow();
    }
}
