package io.keepalive.agent.config;

import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Precedence;
import io.keepalive.agent.policy.Profile;
import io.keepalive.agent.policy.UserTimeout;
import io.keepalive.agent.report.Level;
import io.keepalive.agent.report.ListenAddress;
import io.keepalive.agent.report.LogSettings;
import io.keepalive.agent.report.StackTraces;
import io.keepalive.agent.watch.WatchSettings;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every setting that has a single value, in the order of the file. The rules and environments are made of these too. */
final class Settings {

    static final Key<Mode> MODE = new Key<>("mode", new ChoiceType<>(Mode.class), Mode.ENFORCE);

    static final Key<Profile> PROFILE = new Key<>("keepalive.profile", new ChoiceType<>(Profile.class), null);
    static final Key<Integer> IDLE = new Key<>("keepalive.idle", new SecondsType(), Profile.DEFAULT.idleSeconds());
    static final Key<Integer> INTERVAL =
            new Key<>("keepalive.interval", new SecondsType(), Profile.DEFAULT.intervalSeconds());
    /** TCP_KEEPCNT ends at MAX_TCP_KEEPCNT, net/tcp.h. */
    static final Key<Integer> COUNT = new Key<>("keepalive.count", new IntegerType(1, 127), Profile.DEFAULT.count());

    static final Key<UserTimeout> USER_TIMEOUT = new Key<>("keepalive.user-timeout", new UserTimeoutType(), null);

    static final Key<Precedence> PRECEDENCE =
            new Key<>("precedence", new ChoiceType<>(Precedence.class), Precedence.STRICTEST);
    static final Key<StartOrder> START = new Key<>("start", new ChoiceType<>(StartOrder.class), StartOrder.AUTO);
    static final Key<Boolean> ADOPT = new Key<>("adopt", new BooleanType(), true);

    static final Key<Long> WATCH_EVERY =
            new Key<>("watch.every", new DurationType(100, 3_600_000), WatchSettings.DEFAULT.everyMillis());
    static final Key<Integer> WATCH_SUSPECT_AFTER =
            new Key<>("watch.suspect-after", new IntegerType(1, 127), WatchSettings.DEFAULT.suspectAfter());
    static final Key<Long> WATCH_HALF_CLOSED_AFTER = new Key<>(
            "watch.half-closed-after",
            new DurationType(1_000, 86_400_000),
            WatchSettings.DEFAULT.halfClosedAfterMillis());

    static final Key<String> LOG_FILE = new Key<>(
            "report.log.file",
            new Optionally<>("stderr", new TextType("the path of a file")),
            LogSettings.DEFAULT.file());
    static final Key<LogSettings.Format> LOG_FORMAT =
            new Key<>("report.log.format", new ChoiceType<>(LogSettings.Format.class), LogSettings.DEFAULT.format());
    static final Key<Level> LOG_LEVEL =
            new Key<>("report.log.level", new ChoiceType<>(Level.class), LogSettings.DEFAULT.level());
    static final Key<Long> LOG_MAX_SIZE =
            new Key<>("report.log.max-size", new SizeType(), LogSettings.DEFAULT.maxSizeBytes());
    static final Key<Integer> LOG_KEEP =
            new Key<>("report.log.keep", new IntegerType(1, 1_000), LogSettings.DEFAULT.keep());

    static final Key<StackTraces> STACK_TRACES =
            new Key<>("report.stack-traces", new ChoiceType<>(StackTraces.class), StackTraces.DEAD);
    static final Key<Boolean> JMX = new Key<>("report.jmx", new BooleanType(), true);
    static final Key<Boolean> JFR = new Key<>("report.jfr", new BooleanType(), true);
    static final Key<ListenAddress> PROMETHEUS =
            new Key<>("report.prometheus", new Optionally<>("off", new ListenAddressType()), null);

    static final List<Key<?>> ALL = Collections.unmodifiableList(Arrays.asList(
            MODE,
            PROFILE,
            IDLE,
            INTERVAL,
            COUNT,
            USER_TIMEOUT,
            PRECEDENCE,
            START,
            ADOPT,
            WATCH_EVERY,
            WATCH_SUSPECT_AFTER,
            WATCH_HALF_CLOSED_AFTER,
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

    /** The setting at a path, or null. */
    static Key<?> at(String path) {
        for (Key<?> key : ALL) {
            if (key.path().equals(path)) {
                return key;
            }
        }
        return null;
    }

    /** The keys that a section holds: settings and further sections. No section is the top level. */
    static Set<String> namesIn(String section) {
        Set<String> names = new LinkedHashSet<>();
        String prefix = section.isEmpty() ? "" : section + ".";
        for (Key<?> key : ALL) {
            if (key.path().startsWith(prefix)) {
                names.add(key.path().substring(prefix.length()).split("\\.")[0]);
            }
        }
        return names;
    }

    /** Whether further keys are expected below this path. */
    static boolean isSection(String path) {
        return !namesIn(path).isEmpty() && at(path) == null;
    }

    /** Says which section a key belongs to, for one that was written outside of its own; nothing where there is none. */
    static String home(String name) {
        for (Key<?> key : ALL) {
            int end = (key.path() + ".").indexOf("." + name + ".");
            if (end > 0) {
                return "it belongs in " + key.path().substring(0, end);
            }
        }
        return "";
    }

    /** Every setting's path, and the last word of it. */
    static Set<String> pathsWithShortForms() {
        Set<String> paths = new LinkedHashSet<>();
        for (Key<?> key : ALL) {
            paths.add(key.path());
            paths.add(key.path().substring(key.path().lastIndexOf('.') + 1));
        }
        return paths;
    }
}
