// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The names of a connection's fields: in JSON and JMX notifications, in the agent's replies to the command line, and in
 * the command line's JSON. Compile-time constants, so that their use in an event loads no class.
 */
public final class ConnectionField {

    public static final String ID = "connection.id";
    public static final String DIRECTION = "direction";
    public static final String LOCAL = "network.local";
    public static final String LOCAL_ADDRESS = LOCAL + ".address";
    public static final String LOCAL_PORT = LOCAL + ".port";
    public static final String PEER = "network.peer";
    public static final String PEER_ADDRESS = PEER + ".address";
    public static final String PEER_PORT = PEER + ".port";
    public static final String PEER_HOST = "peer.host";
    public static final String RULE = "rule";
    public static final String MODE = "mode";
    public static final String STATE = "state";
    public static final String KEEPALIVE_ENABLED = "keepalive.enabled";
    public static final String KEEPALIVE_IDLE = "keepalive.idle.s";
    public static final String KEEPALIVE_INTERVAL = "keepalive.interval.s";
    public static final String KEEPALIVE_COUNT = "keepalive.count";
    public static final String USER_TIMEOUT = "keepalive.user_timeout.ms";
    public static final String USER_TIMEOUT_ARMED = "keepalive.user_timeout.armed";
    public static final String BUSY_TIMEOUT = "keepalive.busy_timeout.ms";
    public static final String PROBES = "probes";
    public static final String RETRANSMITS = "retransmits";
    public static final String AGE = "age.ms";
    public static final String VIA = "via";
    public static final String OPENED_THREAD = "opened.thread";
    public static final String OPENED_AT = "opened.at";

    private static final List<String> NAMES = Collections.unmodifiableList(Arrays.asList(
            ID,
            DIRECTION,
            LOCAL_ADDRESS,
            LOCAL_PORT,
            PEER_ADDRESS,
            PEER_PORT,
            PEER_HOST,
            RULE,
            MODE,
            STATE,
            KEEPALIVE_ENABLED,
            KEEPALIVE_IDLE,
            KEEPALIVE_INTERVAL,
            KEEPALIVE_COUNT,
            USER_TIMEOUT,
            USER_TIMEOUT_ARMED,
            BUSY_TIMEOUT,
            PROBES,
            RETRANSMITS,
            AGE,
            VIA,
            OPENED_THREAD,
            OPENED_AT));

    private static final List<String> NUMBERS = Arrays.asList(
            ID,
            LOCAL_PORT,
            PEER_PORT,
            KEEPALIVE_IDLE,
            KEEPALIVE_INTERVAL,
            KEEPALIVE_COUNT,
            USER_TIMEOUT,
            BUSY_TIMEOUT,
            PROBES,
            RETRANSMITS,
            AGE);

    private ConnectionField() {}

    /** All names, in the order of the command line's JSON. */
    public static List<String> names() {
        return NAMES;
    }

    /** Whether the field's value is a number. */
    public static boolean isNumber(String name) {
        return NUMBERS.contains(name);
    }

    /** Whether the field's value is true or false. The value of every other field that is no number is a text. */
    public static boolean isFlag(String name) {
        return KEEPALIVE_ENABLED.equals(name) || USER_TIMEOUT_ARMED.equals(name);
    }
}
