// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.bridge.Bridge;
import io.keepalive.agent.bridge.SocketObserver;
import io.keepalive.agent.intercept.ConnectionObserver;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Checks the bytecode of the agent that runs on application threads: all methods reachable from the bridge, from the
 * observer behind it, and from Flight Recorder. They take no lock, call nothing that may wait, and rethrow a
 * ThreadDeath.
 */
class ApplicationThreadsTest {

    private static final String ROOT = "io/keepalive/agent/";

    /** The methods that lock, each with the reason why no application thread waits there for a thread of the agent. */
    private static final Map<String, String> LOCKS = Map.of(
            ROOT + "kernel/DescriptorTable.grow",
                    "once for every thousand descriptors open at the same time; the holder allocates an array",
            ROOT + "report/jfr/JfrSink.recorderInitialized",
                    "once in a JVM, on the thread that first uses Flight Recorder; otherwise held only during detach");

    /** Types of the JDK whose methods never wait for another thread. */
    private static final String NON_BLOCKING = String.join(
            "|",
            "\\[.*",
            "java/lang/(Boolean|Enum|IllegalArgumentException|Integer|Long|Math|Number|Object|String|StringBuilder|Throwable)",
            "java/lang/(StackTraceElement|ref/WeakReference)",
            "java/io/IOException",
            "java/nio/ByteOrder",
            "java/util/(Arrays|Comparator|EnumMap|HashSet|Iterator|LinkedHashMap|Locale|Map\\$Entry|Optional)",
            "java/util/stream/.*",
            "java/util/concurrent/atomic/Atomic.*"); // not LongAdder, see EnumCounters

    private static final String READS = "reads without a lock";
    private static final String ON_THE_REPORTER =
            "the text of an error, which no inline listener reads: the reporter's thread";
    private static final String FIRST_OF_A_KIND = "locks while one entry is added, for the first of a kind only";
    private static final String VALUES = "a value that the JDK has stored: no look-up and no system call";

    /** Methods of other JDK types, each with the reason why it may be called. */
    private static final Map<String, String> ALLOWED = Map.ofEntries(
            Map.entry(
                    "java/lang/Class.getDeclaredConstructor",
                    "the object that fstat fills, where two threads call it at the same time"),
            Map.entry("java/lang/reflect/Constructor.newInstance", "the same"),
            Map.entry("java/lang/reflect/Constructor.setAccessible", "the same"),
            Map.entry("java/lang/Class.getEnumConstants", READS),
            Map.entry("java/lang/Class.getName", READS),
            Map.entry("java/lang/Runtime.freeMemory", READS),
            Map.entry("java/lang/Runtime.getRuntime", READS),
            Map.entry("java/lang/Runtime.maxMemory", READS),
            Map.entry("java/lang/Runtime.totalMemory", READS),
            Map.entry("java/lang/System.arraycopy", READS),
            Map.entry("java/lang/System.getSecurityManager", ON_THE_REPORTER),
            Map.entry("java/lang/System.currentTimeMillis", READS),
            Map.entry("java/lang/System.nanoTime", READS),
            Map.entry("java/lang/Thread.currentThread", READS),
            Map.entry("java/lang/Thread.getName", READS),
            Map.entry("java/lang/invoke/MethodHandle.invokeExact", "natives and getters listed in package kernel"),
            Map.entry("java/net/InetAddress.getAddress", VALUES),
            Map.entry("java/net/InetAddress.getHostAddress", VALUES),
            Map.entry("java/net/InetAddress.hashCode", VALUES),
            Map.entry("java/net/InetSocketAddress.<init>", "with an address, never with a name"),
            Map.entry("java/net/InetSocketAddress.createUnresolved", "makes no look-up"),
            Map.entry("java/net/InetSocketAddress.equals", VALUES),
            Map.entry("java/net/InetSocketAddress.getAddress", VALUES),
            Map.entry("java/net/InetSocketAddress.getHostString", VALUES),
            Map.entry("java/net/InetSocketAddress.getPort", VALUES),
            Map.entry("java/net/InetSocketAddress.isUnresolved", VALUES),
            Map.entry("java/net/Socket.getRemoteSocketAddress", VALUES),
            Map.entry("java/net/SocketOption.name", "a constant, unless the option is the application's own"),
            Map.entry("java/util/ArrayList.<init>", "a list used by one thread"),
            Map.entry("java/security/AccessControlException.getPermission", ON_THE_REPORTER),
            Map.entry("java/security/Permission.getActions", ON_THE_REPORTER),
            Map.entry("java/security/Permission.getName", ON_THE_REPORTER),
            Map.entry("java/util/Collection.stream", READS),
            Map.entry("java/util/Collections.emptyMap", READS),
            Map.entry("java/util/Collections.unmodifiableList", READS),
            Map.entry("java/util/Collections.unmodifiableMap", READS),
            Map.entry("java/util/List.add", "a list used by one thread"),
            Map.entry("java/util/List.get", READS),
            Map.entry("java/util/List.isEmpty", READS),
            Map.entry("java/util/List.iterator", READS),
            Map.entry("java/util/List.size", READS),
            Map.entry("java/util/Map.entrySet", READS),
            Map.entry("java/util/Map.forEach", READS),
            Map.entry("java/util/Map.get", READS),
            Map.entry("java/util/Map.isEmpty", READS),
            Map.entry("java/util/Map.put", "a map used by one thread"),
            Map.entry("java/util/Map.putAll", "a map used by one thread"),
            Map.entry("java/util/Map.values", READS),
            Map.entry("java/util/Queue.add", "a ConcurrentLinkedQueue: no lock"),
            Map.entry("java/util/Set.add", FIRST_OF_A_KIND),
            Map.entry("java/util/Set.contains", READS),
            Map.entry("java/util/Set.size", READS),
            Map.entry("java/util/Set.stream", READS),
            Map.entry("java/util/concurrent/ConcurrentHashMap.get", READS),
            Map.entry("java/util/concurrent/ConcurrentHashMap.putIfAbsent", FIRST_OF_A_KIND),
            Map.entry("java/util/concurrent/ConcurrentHashMap.size", READS),
            Map.entry("java/util/concurrent/locks/LockSupport.unpark", "wakes the reporter and does not wait"),
            Map.entry("jdk/jfr/Event.<init>", "like the JDK's own socket events"),
            Map.entry("jdk/jfr/EventType.getEventType", "once, when Flight Recorder is first used"),
            Map.entry("jdk/jfr/EventType.isEnabled", READS),
            Map.entry("jdk/jfr/FlightRecorder.register", "once, when Flight Recorder is first used"));

    /** The calls with which a handler of Throwable may begin: all of them rethrow a ThreadDeath. */
    private static final Set<String> GUARDS = Set.of(
            ROOT + "bridge/Bridge.isStop",
            ROOT + "bridge/Bridge.passOn",
            ROOT + "bridge/Bridge.swallow",
            ROOT + "fault/ThreadStop.passOn",
            ROOT + "kernel/DescriptorCalls.asIoException",
            ROOT + "kernel/LinuxSocketCalls.asIoException",
            ROOT + "kernel/PortableSocketCalls.unsupportedOrIoException",
            ROOT + "report/Reporter.countFailure");

    private static final CallGraph GRAPH = CallGraph.of(classes());

    private final Map<String, CallGraph.MethodCode> onApplicationThreads = GRAPH.reachableFrom(roots());

    private static Path classes() {
        try {
            return Path.of(ConnectionObserver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (java.net.URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Set<String> roots() {
        Set<String> roots = new TreeSet<>(Set.of(
                ROOT + "report/Reporter.agentError",
                ROOT + "report/jfr/JfrSink.recorderInitialized",
                ROOT + "report/jfr/JfrEventWriter.onEvent",
                ROOT + "report/jfr/JfrEventWriter.wants"));
        for (Method method : SocketObserver.class.getMethods()) {
            roots.add(ROOT + "intercept/ConnectionObserver." + method.getName());
            roots.add(ROOT + "intercept/HookGuard." + method.getName());
        }
        for (Method method : Bridge.class.getMethods()) {
            roots.add(ROOT + "bridge/Bridge." + method.getName());
        }
        roots.remove(ROOT + "bridge/Bridge.observe");
        return roots;
    }

    @Test
    void theCallGraphCoversMuchOfTheAgent() {
        assertThat(onApplicationThreads.values())
                .extracting(CallGraph.MethodCode::name)
                .contains(
                        ROOT + "connection/ConnectionLifecycle.accepted",
                        ROOT + "connection/PolicyEnforcer.applyToOpened",
                        ROOT + "kernel/LinuxSocketCalls.set",
                        ROOT + "policy/Policy.ruleFor",
                        ROOT + "report/Reporter.died",
                        ROOT + "report/EventQueue.add",
                        ROOT + "event/PeerDead.<init>");
    }

    @Test
    void theyTakeNoLock() {
        Set<String> locking = onApplicationThreads.values().stream()
                .filter(method -> method.entersMonitor || method.isSynchronized)
                .map(CallGraph.MethodCode::name)
                .collect(Collectors.toSet());
        assertThat(locking).isEqualTo(LOCKS.keySet());
    }

    @Test
    void theyCallNoMethodThatMayWait() {
        Map<String, String> calls = new TreeMap<>();
        for (CallGraph.MethodCode method : onApplicationThreads.values()) {
            for (CallGraph.Call call : method.calls) {
                if (!GRAPH.isOwn(call.owner)
                        && !call.owner.matches(NON_BLOCKING)
                        && !call.name().equals("<touched>")) {
                    calls.put(call.target(), method.key());
                }
            }
        }
        assertThat(calls.keySet()).as("callers: %s", calls).isEqualTo(ALLOWED.keySet());
    }

    @Test
    void everyHandlerOfThrowableRethrowsAThreadDeath() {
        Map<String, Collection<String>> offences = new TreeMap<>();
        int guards = 0;
        for (CallGraph.MethodCode method : onApplicationThreads.values()) {
            Collection<String> first = method.catchAlls();
            guards += first.size();
            if (!GUARDS.containsAll(first)) {
                offences.put(method.key(), first);
            }
        }
        assertThat(offences).isEmpty();
        assertThat(guards).isGreaterThan(20);
    }

    @Test
    void theGuardsRethrowAThreadDeathFirst() {
        for (String guard : Set.of("kernel/DescriptorCalls.asIoException", "report/Reporter.countFailure")) {
            assertThat(GRAPH.reachableFrom(Set.of(ROOT + guard))
                            .values()
                            .iterator()
                            .next()
                            .calls
                            .get(0)
                            .target())
                    .isEqualTo(ROOT + "fault/ThreadStop.passOn");
        }
    }
}
