// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.type.BooleanType;
import io.keepalive.agent.config.type.BusyTimeoutType;
import io.keepalive.agent.config.type.ChoiceType;
import io.keepalive.agent.config.type.DurationType;
import io.keepalive.agent.config.type.IntegerType;
import io.keepalive.agent.config.type.KeywordOr;
import io.keepalive.agent.config.type.ListenAddressType;
import io.keepalive.agent.config.type.SecondsType;
import io.keepalive.agent.config.type.SizeType;
import io.keepalive.agent.config.type.TextType;
import io.keepalive.agent.config.type.UserTimeoutType;
import io.keepalive.agent.event.Level;
import io.keepalive.agent.policy.BusyTimeout;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Precedence;
import io.keepalive.agent.policy.Profile;
import io.keepalive.agent.policy.UserTimeout;
import io.keepalive.agent.report.ListenAddress;
import io.keepalive.agent.report.LogSettings;
import io.keepalive.agent.report.StackTraces;
import io.keepalive.agent.watch.WatchSettings;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Declares every setting with a single value, in the order of the file. Rules and environments consist of them too. */
final class Settings {

    static final Setting<Mode> MODE = new Setting<>("mode", new ChoiceType<>(Mode.values()), Mode.ENFORCE);

    static final Setting<Profile> PROFILE =
            new Setting<>("keepalive.profile", new ChoiceType<>(Profile.values()), null);
    static final Setting<Integer> IDLE =
            new Setting<>("keepalive.idle", new SecondsType(), Profile.DEFAULT.idleSeconds());
    static final Setting<Integer> INTERVAL =
            new Setting<>("keepalive.interval", new SecondsType(), Profile.DEFAULT.intervalSeconds());
    /** The maximum is MAX_TCP_KEEPCNT, net/tcp.h. */
    static final Setting<Integer> COUNT =
            new Setting<>("keepalive.count", new IntegerType(1, 127), Profile.DEFAULT.count());

    static final Setting<UserTimeout> USER_TIMEOUT =
            new Setting<>("keepalive.user-timeout", new UserTimeoutType(), null);

    static final Setting<BusyTimeout> BUSY_TIMEOUT =
            new Setting<>("keepalive.busy-timeout", new BusyTimeoutType(), BusyTimeout.AUTO);

    static final Setting<Precedence> PRECEDENCE =
            new Setting<>("precedence", new ChoiceType<>(Precedence.values()), Precedence.STRICTEST);
    static final Setting<StartOrder> START =
            new Setting<>("start", new ChoiceType<>(StartOrder.values()), StartOrder.AUTO);
    static final Setting<Boolean> ADOPT = new Setting<>("adopt", new BooleanType(), true);

    static final Setting<Long> WATCH_EVERY =
            new Setting<>("watch.every", new DurationType(100, 3_600_000), WatchSettings.DEFAULT.everyMillis());
    static final Setting<Integer> WATCH_SUSPECT_AFTER =
            new Setting<>("watch.suspect-after", new IntegerType(1, 127), WatchSettings.DEFAULT.suspectAfter());
    static final Setting<Long> WATCH_HALF_CLOSED_AFTER = new Setting<>(
            "watch.half-closed-after",
            new DurationType(1_000, 86_400_000),
            WatchSettings.DEFAULT.halfClosedAfterMillis());
    static final Setting<Long> WATCH_STALLED_AFTER = new Setting<>(
            "watch.stalled-after", new DurationType(1_000, 86_400_000), WatchSettings.DEFAULT.stalledAfterMillis());

    static final Setting<String> LOG_FILE = new Setting<>(
            "report.log.file",
            new KeywordOr<>("stderr", new TextType("the path of a file")),
            LogSettings.DEFAULT.file());
    static final Setting<LogSettings.Format> LOG_FORMAT = new Setting<>(
            "report.log.format", new ChoiceType<>(LogSettings.Format.values()), LogSettings.DEFAULT.format());
    static final Setting<Level> LOG_LEVEL =
            new Setting<>("report.log.level", new ChoiceType<>(Level.values()), LogSettings.DEFAULT.level());
    static final Setting<Long> LOG_MAX_SIZE =
            new Setting<>("report.log.max-size", new SizeType(), LogSettings.DEFAULT.maxSizeBytes());
    static final Setting<Integer> LOG_KEEP =
            new Setting<>("report.log.keep", new IntegerType(1, 1_000), LogSettings.DEFAULT.keep());

    static final Setting<StackTraces> STACK_TRACES =
            new Setting<>("report.stack-traces", new ChoiceType<>(StackTraces.values()), StackTraces.DEAD);
    static final Setting<Boolean> JMX = new Setting<>("report.jmx", new BooleanType(), true);
    static final Setting<Boolean> JFR = new Setting<>("report.jfr", new BooleanType(), true);
    static final Setting<ListenAddress> PROMETHEUS =
            new Setting<>("report.prometheus", new KeywordOr<>("off", new ListenAddressType()), null);

    static final List<Setting<?>> ALL = Collections.unmodifiableList(Arrays.asList(
            MODE,
            PROFILE,
            IDLE,
            INTERVAL,
            COUNT,
            BUSY_TIMEOUT,
            USER_TIMEOUT,
            PRECEDENCE,
            START,
            ADOPT,
            WATCH_EVERY,
            WATCH_SUSPECT_AFTER,
            WATCH_HALF_CLOSED_AFTER,
            WATCH_STALLED_AFTER,
            LOG_FILE,
            LOG_FORMAT,
            LOG_LEVEL,
            LOG_MAX_SIZE,
            LOG_KEEP,
            STACK_TRACES,
            JMX,
            JFR,
            PROMETHEUS));

    private Settings() {}

    /** Returns the setting at a path, or null. */
    static Setting<?> at(String path) {
        for (Setting<?> setting : ALL) {
            if (setting.path().equals(path)) {
                return setting;
            }
        }
        return null;
    }

    /** Returns the keys of a section: settings and nested sections. The empty path is the top level. */
    static Set<String> namesIn(String section) {
        Set<String> names = new LinkedHashSet<>();
        String prefix = section.isEmpty() ? "" : section + ".";
        for (Setting<?> setting : ALL) {
            if (setting.path().startsWith(prefix)) {
                int end = setting.path().indexOf('.', prefix.length());
                names.add(setting.path()
                        .substring(prefix.length(), end < 0 ? setting.path().length() : end));
            }
        }
        return names;
    }

    /** Whether the path is a section and not a setting. */
    static boolean isSection(String path) {
        for (Setting<?> setting : ALL) {
            if (isBelow(path, setting)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBelow(String section, Setting<?> setting) {
        String path = setting.path();
        return path.length() > section.length() && path.charAt(section.length()) == '.' && path.startsWith(section);
    }

    /** Returns a hint to the section of a misplaced key; empty where no section has it. */
    static String sectionHint(String name) {
        for (Setting<?> setting : ALL) {
            int end = (setting.path() + ".").indexOf("." + name + ".");
            if (end > 0) {
                return "it belongs in " + setting.path().substring(0, end);
            }
        }
        return "";
    }

    /** Returns every setting's path and its last key. */
    static Set<String> pathsWithShortForms() {
        Set<String> paths = new LinkedHashSet<>();
        for (Setting<?> setting : ALL) {
            paths.add(setting.path());
            paths.add(setting.path().substring(setting.path().lastIndexOf('.') + 1));
        }
        return paths;
    }
}
