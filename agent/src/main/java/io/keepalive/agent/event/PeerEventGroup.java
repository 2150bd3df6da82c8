// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.peer.Diagnosis;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.text.Addresses;
import io.keepalive.agent.text.BoundedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Equal events about connections to one address, in one direction. Bounded in size for any number of connections. Used on one
 * thread.
 */
public final class PeerEventGroup {

    /** Maximum number of ports that a line lists. */
    static final int PORTS = 10;

    /** Maximum number of different rules, reasons or service ports that a line lists. */
    private static final int KINDS = 8;

    private static final String OTHERS = "others";

    private final PeerEvent first;
    private final List<Integer> ports = new ArrayList<>();
    private final Map<String, Long> services = new LinkedHashMap<>();
    private final Map<String, Long> rules = new LinkedHashMap<>();
    private final Map<String, Long> reasons = new LinkedHashMap<>();
    private final Map<String, Long> noticedBy = new LinkedHashMap<>();
    private final Map<String, Long> diagnosed = new TreeMap<>();
    private final Map<String, Diagnosis> diagnoses = new TreeMap<>();
    private String advice = "";
    private Level level;
    private long size;
    private long queuedBytes;

    /** A group of one event. */
    public PeerEventGroup(PeerEvent first) {
        this.first = first;
        this.level = first.level();
        add(first);
    }

    /** The name that the events have. */
    public String name() {
        return first.name();
    }

    /** Identifies the address and direction of an event's connection; the connection itself where the address is unknown. */
    public static String key(PeerEvent event) {
        Connection connection = event.connectionFacts().connection();
        return connection.peer() == null
                ? String.valueOf(connection.id())
                : connection.direction() + " " + Addresses.bracketed(connection.peer());
    }

    /** Adds an event of the same name and key. */
    public void add(PeerEvent event) {
        Connection connection = event.connectionFacts().connection();
        size++;
        queuedBytes += event.queuedBytes();
        level = event.level().compareTo(level) > 0 ? event.level() : level;
        if (ports.size() < PORTS) {
            ports.add(isInbound() ? connection.peerPort() : connection.localPort());
        }
        count(String.valueOf(isInbound() ? connection.localPort() : connection.peerPort()), services);
        count(connection.rule() == null ? null : connection.rule().name(), rules);
        count(event.reason(), reasons);
        count(event.noticedBy(), noticedBy);
        if (event.diagnosis() != null) {
            count(event.diagnosis().label(), diagnosed);
            diagnoses.put(event.diagnosis().label(), event.diagnosis());
        }
        advice = advice.isEmpty() ? event.advice() : advice;
    }

    private static void count(String name, Map<String, Long> counts) {
        if (name != null) {
            boolean listed = counts.size() < KINDS || counts.containsKey(name);
            counts.merge(listed ? name : OTHERS, 1L, Long::sum);
        }
    }

    /** The event itself where it is the only one; otherwise one event for all. */
    public Event event() {
        return size == 1 ? first : new PeerEventsGrouped(this);
    }

    PeerEvent first() {
        return first;
    }

    long size() {
        return size;
    }

    /** The highest level of all events. */
    Level level() {
        return level;
    }

    Map<String, Long> reasons() {
        return reasons;
    }

    /** How many events are about each peer. Without the port for an inbound connection, since the client chose it at random. */
    Map<String, Long> peers() {
        Map<String, Long> peers = new LinkedHashMap<>();
        String address = Addresses.bracketed(connection().peer());
        if (isInbound()) {
            peers.put("from " + address, size);
        } else {
            services.forEach((port, count) -> peers.put("to " + address + ":" + port, count));
        }
        return peers;
    }

    /** {@code peers dead: 20 connections to db.internal/10.0.0.2:5432, local ports 51234, ... and 10 more, rule=...}. */
    String sentence() {
        return first.summaryName() + ": " + size + " connections "
                + (isInbound() ? inbound() : outbound())
                + listed(", rule=", rules)
                + listed(", " + first.reasonName(), reasons)
                + listed(", noticed by ", noticedBy)
                + (queuedBytes == 0 ? "" : "; " + queuedBytes + " bytes wait here")
                + advice
                + diagnosis();
    }

    private String outbound() {
        String host = connection().peerHost();
        String ports = services.size() == 1 ? listed(":", services) : listed(", ports ", services);
        return "to " + (host == null ? "" : BoundedText.text(host) + '/')
                + Addresses.bracketed(connection().peer()) + ports + ", local ports " + portList();
    }

    private String inbound() {
        return "from " + Addresses.bracketed(connection().peer()) + ", its ports " + portList()
                + listed(services.size() == 1 ? ", local port " : ", local ports ", services);
    }

    private String portList() {
        StringBuilder list = new StringBuilder();
        for (int port : ports) {
            list.append(list.length() == 0 ? "" : ", ").append(port);
        }
        return list + (size > ports.size() ? " and " + (size - ports.size()) + " more" : "");
    }

    /** One name alone, several with their counts: {@code , rule=database} or {@code , rule=database (12), default (8)}. */
    private static String listed(String before, Map<String, Long> counts) {
        StringBuilder list = new StringBuilder();
        counts.forEach((name, count) -> list.append(list.length() == 0 ? before : ", ")
                .append(BoundedText.text(name))
                .append(counts.size() == 1 ? "" : " (" + count + ")"));
        return list.toString();
    }

    private String diagnosis() {
        StringBuilder text = new StringBuilder();
        diagnoses.forEach((label, diagnosis) -> {
            long count = diagnosed.get(label);
            String these = count == size ? "these" : count + " of these";
            text.append(
                    DiagnosisText.of(diagnosis, Addresses.bracketed(connection().peer()), these));
        });
        return text.toString();
    }

    private Connection connection() {
        return first.connectionFacts().connection();
    }

    private boolean isInbound() {
        return connection().direction() == Direction.INBOUND;
    }
}
