package io.keepalive.agent.report.jmx;

import io.keepalive.agent.report.AgentThread;
import io.keepalive.agent.report.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;

/** Dead peers as notifications, and the thread on which listeners get them: a listener may block. */
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
            work -> AgentThread.create("keepalive-jmx", work),
            new ThreadPoolExecutor.DiscardPolicy());
    private long sent;

    Notifications() {
        executor.allowCoreThreadTimeOut(true);
    }

    ThreadPoolExecutor executor() {
        return executor;
    }

    static MBeanNotificationInfo info() {
        return new MBeanNotificationInfo(
                new String[] {PEER_DEAD},
                Notification.class.getName(),
                "A peer is dead. The user data is a map of the facts, named as in the JSON log.");
    }

    /** With text, numbers and lists of texts, in the JDK's own types, which every receiver has. */
    Notification of(Event event, AgentMBean source) {
        sent++;
        Notification notification = new Notification(PEER_DEAD, source, sent, event.atMillis(), event.message());
        Map<String, Object> facts = new LinkedHashMap<>();
        event.facts().values().forEach((name, value) -> facts.put(name, value instanceof List ? copy(value) : value));
        notification.setUserData(facts);
        return notification;
    }

    private static List<Object> copy(Object list) {
        return new ArrayList<>((List<?>) list);
    }

    void close() {
        executor.shutdownNow();
    }
}
