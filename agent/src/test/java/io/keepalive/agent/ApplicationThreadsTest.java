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
 * What runs of the agent on the application's threads, by its bytecode: all that can be called from the bridge, from the
 * observer behind it, and from what Flight Recorder calls. It takes no lock, calls nothing that waits, and lets pass what
 * stops a thread.
 */
class ApplicationThreadsTest {

    private static final String ROOT = "io/keepalive/agent/";

    /** The methods that lock, each with the reason why no application's thread waits there for one of the agent's. */
    private static final Map<String, String> LOCKS = Map.of(
            ROOT + "kernel/DescriptorTable.grow",
                    "once for every thousand descriptors that were ever open at a time; whoever holds it makes an array",
            ROOT + "report/jfr/JfrSink.recorderInitialized",
                    "once in a JVM, on the thread that first uses Flight Recorder; others hold it while the agent detaches");

    /** Types of the JDK of which nothing waits for another thread. */
    private static final String HARMLESS = String.join(
            "|",
            "\\[.*",
            "java/lang/(Boolean|Enum|IllegalArgumentException|Integer|Long|Math|Number|Object|String|StringBuilder|Throwable)",
            "java/lang/(StackTraceElement|ref/WeakReference)",
            "java/io/IOException",
            "java/nio/ByteOrder",
            "java/util/(Arrays|Comparator|EnumMap|HashSet|Iterator|LinkedHashMap|Locale|Map\\$Entry|Optional)",
            "java/util/stream/.*",
            "java/util/concurrent/atomic/.*");

    private static final String READS = "reads, and locks nothing";
    private static final String OF_THE_REPORTER =
            "the text of an error, which no listener asks for: the reporter's thread";
    private static final String FIRST = "locks for as long as it takes to add one entry, for the first of a kind alone";
    private static final String VALUES = "of what the JDK has noted: no look-up and no system call";

    /** Methods of the JDK's other types, each with the reason why it may be called. */
    private static final Map<String, String> LISTED = Map.ofEntries(
            Map.entry("java/lang/Class.getDeclaredConstructor", "of what fstat fills, where two threads ask at once"),
            Map.entry("java/lang/reflect/Constructor.newInstance", "the same"),
            Map.entry("java/lang/reflect/Constructor.setAccessible", "the same"),
            Map.entry("java/lang/Class.getEnumConstants", READS),
            Map.entry("java/lang/Class.getName", READS),
            Map.entry("java/lang/System.arraycopy", READS),
            Map.entry("java/lang/System.getSecurityManager", OF_THE_REPORTER),
            Map.entry("java/lang/System.currentTimeMillis", READS),
            Map.entry("java/lang/System.nanoTime", READS),
            Map.entry("java/lang/Thread.currentThread", READS),
            Map.entry("java/lang/Thread.getName", READS),
            Map.entry("java/lang/invoke/MethodHandle.invokeExact", "natives and getters that package kernel names"),
            Map.entry("java/net/InetAddress.getAddress", VALUES),
            Map.entry("java/net/InetAddress.getHostAddress", VALUES),
            Map.entry("java/net/InetAddress.hashCode", VALUES),
            Map.entry("java/net/InetSocketAddress.<init>", "of an address, never of a name"),
            Map.entry("java/net/InetSocketAddress.createUnresolved", "looks nothing up"),
            Map.entry("java/net/InetSocketAddress.equals", VALUES),
            Map.entry("java/net/InetSocketAddress.getAddress", VALUES),
            Map.entry("java/net/InetSocketAddress.getHostString", VALUES),
            Map.entry("java/net/InetSocketAddress.getPort", VALUES),
            Map.entry("java/net/InetSocketAddress.isUnresolved", VALUES),
            Map.entry("java/net/Socket.getRemoteSocketAddress", VALUES),
            Map.entry("java/net/SocketOption.name", "a constant, unless the option is the application's own"),
            Map.entry("java/util/ArrayList.<init>", "of lists that one thread fills"),
            Map.entry("java/security/AccessControlException.getPermission", OF_THE_REPORTER),
            Map.entry("java/security/Permission.getActions", OF_THE_REPORTER),
            Map.entry("java/security/Permission.getName", OF_THE_REPORTER),
            Map.entry("java/util/Collection.stream", READS),
            Map.entry("java/util/Collections.emptyList", READS),
            Map.entry("java/util/Collections.emptyMap", READS),
            Map.entry("java/util/Collections.unmodifiableList", READS),
            Map.entry("java/util/Collections.unmodifiableMap", READS),
            Map.entry("java/util/List.add", "of lists that one thread fills"),
            Map.entry("java/util/List.get", READS),
            Map.entry("java/util/List.isEmpty", READS),
            Map.entry("java/util/List.iterator", READS),
            Map.entry("java/util/List.size", READS),
            Map.entry("java/util/Map.entrySet", READS),
            Map.entry("java/util/Map.forEach", READS),
            Map.entry("java/util/Map.get", READS),
            Map.entry("java/util/Map.isEmpty", READS),
            Map.entry("java/util/Map.put", "of maps that one thread fills"),
            Map.entry("java/util/Map.putAll", "of maps that one thread fills"),
            Map.entry("java/util/Map.values", READS),
            Map.entry("java/util/Queue.add", "a ConcurrentLinkedQueue: no lock"),
            Map.entry("java/util/Set.add", FIRST),
            Map.entry("java/util/Set.contains", READS),
            Map.entry("java/util/Set.size", READS),
            Map.entry("java/util/Set.stream", READS),
            Map.entry("java/util/concurrent/ConcurrentHashMap.get", READS),
            Map.entry("java/util/concurrent/ConcurrentHashMap.putIfAbsent", FIRST),
            Map.entry("java/util/concurrent/ConcurrentHashMap.size", READS),
            Map.entry("java/util/concurrent/locks/LockSupport.unpark", "wakes the reporter, and waits for nobody"),
            Map.entry("java/util/function/BiConsumer.accept", "Reporter.agentError, behind SinkContext.failed"),
            Map.entry("java/util/function/LongSupplier.getAsLong", "System.nanoTime, behind CallSites"),
            Map.entry("java/util/function/Supplier.get", "a new Throwable, behind CallSites"),
            Map.entry("jdk/jfr/Event.<init>", "as the JDK's own events of sockets"),
            Map.entry("jdk/jfr/EventType.getEventType", "once, when Flight Recorder is first used"),
            Map.entry("jdk/jfr/EventType.isEnabled", READS),
            Map.entry("jdk/jfr/FlightRecorder.register", "once, when Flight Recorder is first used"));

    /** What a handler of everything may begin with: all of these pass on what stops a thread. */
    private static final Set<String> GUARDS = Set.of(
            ROOT + "bridge/Bridge.isStop",
            ROOT + "bridge/Bridge.passOn",
            ROOT + "bridge/Bridge.swallow",
            ROOT + "fault/ThreadStop.passOn",
            ROOT + "kernel/DescriptorCalls.asIoException",
            ROOT + "kernel/LinuxSocketCalls.asIoException",
            ROOT + "kernel/PortableSocketCalls.refusal",
            ROOT + "report/Reporter.countFailure");

    private static final CallGraph GRAPH = CallGraph.of(classes());

    private final Map<String, CallGraph.MethodCode> onTheirThreads = GRAPH.reachableFrom(roots());

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
        }
        for (Method method : Bridge.class.getMethods()) {
            roots.add(ROOT + "bridge/Bridge." + method.getName());
        }
        roots.remove(ROOT + "bridge/Bridge.observe");
        return roots;
    }

    @Test
    void muchOfTheAgentIsFound() {
        assertThat(onTheirThreads.values())
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
        Set<String> locking = onTheirThreads.values().stream()
                .filter(method -> method.entersMonitor || method.isSynchronized)
                .map(CallGraph.MethodCode::name)
                .collect(Collectors.toSet());
        assertThat(locking).isEqualTo(LOCKS.keySet());
    }

    @Test
    void theyCallNothingThatWaits() {
        Map<String, String> calls = new TreeMap<>();
        for (CallGraph.MethodCode method : onTheirThreads.values()) {
            for (CallGraph.Call call : method.calls) {
                if (!GRAPH.isOwn(call.owner)
                        && !call.owner.matches(HARMLESS)
                        && !call.name().equals("<touched>")) {
                    calls.put(call.target(), method.key());
                }
            }
        }
        assertThat(calls.keySet()).as("by whom: %s", calls).isEqualTo(LISTED.keySet());
    }

    @Test
    void whatStopsAThreadPassesAllTheirGuards() {
        Map<String, Collection<String>> offences = new TreeMap<>();
        int guards = 0;
        for (CallGraph.MethodCode method : onTheirThreads.values()) {
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
    void theGuardsThemselvesBeginWithIt() {
        for (String helper : Set.of("kernel/DescriptorCalls.asIoException", "report/Reporter.countFailure")) {
            assertThat(GRAPH.reachableFrom(Set.of(ROOT + helper))
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
