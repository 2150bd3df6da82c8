// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.text.BoundedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named values in insertion order. An unknown value is omitted. Used on one thread. */
public final class EventFields {

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Adds text unless it is null; long text is truncated. */
    public EventFields text(String name, String value) {
        return add(name, BoundedText.text(value));
    }

    /** Adds a number. */
    public EventFields number(String name, long value) {
        return add(name, value);
    }

    /** Adds a number unless it is negative, which means unknown. */
    public EventFields known(String name, long value) {
        return value < 0 ? this : add(name, value);
    }

    /** Adds a list of texts unless it is empty; long texts are truncated. */
    public EventFields list(String name, List<String> values) {
        return values.isEmpty() ? this : add(name, bounded(values));
    }

    /** Adds all fields of another. */
    public EventFields addAll(EventFields other) {
        values.putAll(other.values);
        return this;
    }

    /** The values in insertion order: each a String, a Long or a List of String. */
    public Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    private static List<String> bounded(List<String> values) {
        List<String> bounded = new ArrayList<>(values.size());
        for (String value : values) {
            bounded.add(BoundedText.text(value));
        }
        return bounded;
    }

    private EventFields add(String name, Object value) {
        if (value != null) {
            values.put(name, value);
        }
        return this;
    }
}
