// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.type.ChoiceType;
import io.keepalive.agent.config.type.PortRangeType;
import io.keepalive.agent.config.type.RemoteType;
import io.keepalive.agent.config.type.ValueType;
import io.keepalive.agent.config.yaml.YamlList;
import io.keepalive.agent.config.yaml.YamlMapping;
import io.keepalive.agent.config.yaml.YamlValue;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.policy.Match;
import io.keepalive.agent.policy.PortRange;
import io.keepalive.agent.policy.PortRanges;
import io.keepalive.agent.policy.Remote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the {@code match:} of a rule. */
final class MatchReader {

    static final String DIRECTION = "direction";
    static final String REMOTE = "remote";
    static final String REMOTE_PORT = "remote-port";
    static final String LOCAL_PORT = "local-port";
    /** The keys of a match. */
    static final Set<String> NAMES =
            Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(DIRECTION, REMOTE, REMOTE_PORT, LOCAL_PORT)));

    static final ChoiceType<Direction> DIRECTION_TYPE = new ChoiceType<>(Direction.values());
    static final PortRangeType PORT_TYPE = new PortRangeType();
    static final RemoteType REMOTE_TYPE = new RemoteType();

    private final SectionReader reader;
    private Direction direction;
    private Remote remote;
    private PortRanges remotePorts;
    private PortRanges localPorts;

    private MatchReader(SectionReader reader) {
        this.reader = reader;
    }

    /** @param reader of the enclosing rule */
    static Match read(YamlValue match, SectionReader reader) {
        MatchReader matchReader = new MatchReader(reader);
        for (YamlMapping.Entry entry : reader.entries(match, "'match'")) {
            matchReader.read(entry);
        }
        return new Match(matchReader.direction, matchReader.remote, matchReader.remotePorts, matchReader.localPorts);
    }

    private void read(YamlMapping.Entry entry) {
        switch (entry.key()) {
            case DIRECTION:
                SourcedValue<Direction> value = reader.parse(DIRECTION_TYPE, subject(entry), entry.value());
                direction = value == null ? null : value.value();
                break;
            case REMOTE:
                remote = remote(entry);
                break;
            case REMOTE_PORT:
                remotePorts = ports(entry);
                break;
            case LOCAL_PORT:
                localPorts = ports(entry);
                break;
            default:
                reader.addUnknownKey(RuleReader.MATCH, entry, NAMES);
        }
    }

    private String subject(YamlMapping.Entry entry) {
        return reader.subject(entry.key(), RuleReader.MATCH);
    }

    private Remote remote(YamlMapping.Entry entry) {
        List<RemoteType.Peers> peers = each(REMOTE_TYPE, entry);
        return peers.isEmpty() ? null : RemoteType.join(peers);
    }

    private PortRanges ports(YamlMapping.Entry entry) {
        List<PortRange> ranges = each(PORT_TYPE, entry);
        return ranges.isEmpty() ? null : new PortRanges(ranges);
    }

    /** Parses the entries of a list, or a single value. An empty list is an error, and so is each invalid entry. */
    private <T> List<T> each(ValueType<T> type, YamlMapping.Entry entry) {
        boolean isList = entry.value() instanceof YamlList;
        List<YamlValue> values =
                isList ? ((YamlList) entry.value()).entries() : Collections.singletonList(entry.value());
        if (values.isEmpty()) {
            reader.addError(
                    entry.value().location(),
                    subject(entry) + " is an empty list, which matches nothing; remove the key to match everything");
        }
        List<T> parsed = new ArrayList<>();
        for (YamlValue value : values) {
            SourcedValue<T> element = reader.parse(type, subject(entry), value);
            if (element != null) {
                parsed.add(element.value());
            }
        }
        return parsed;
    }
}
