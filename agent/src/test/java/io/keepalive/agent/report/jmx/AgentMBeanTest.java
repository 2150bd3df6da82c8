// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.agent.AgentEvent;
import io.keepalive.agent.management.AgentControl;
import io.keepalive.agent.management.AgentCounts;
import io.keepalive.agent.management.AgentStatus;
import io.keepalive.agent.management.ConnectionSnapshot;
import io.keepalive.agent.management.ReloadOutcome;
import io.keepalive.agent.policy.Mode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentMBeanTest {

    /** More than wait for a listener that blocks. */
    private static final int SENT = 1_500;

    private final FakeControl control = new FakeControl();
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private ObjectName name;

    @BeforeEach
    void register() throws Exception {
        name = new ObjectName("io.keepalive:type=KeepaliveAgent");
        server.registerMBean(new AgentMBean(control, problem -> {}), name);
    }

    @Test
    void describesItsAttributes() throws Exception {
        assertThat(server.getMBeanInfo(name).getAttributes())
                .allMatch(attribute -> attribute.isReadable() && !attribute.isWritable() && !attribute.isIs())
                .extracting(attribute ->
                        simple(attribute.getType()) + " " + attribute.getName() + ": " + attribute.getDescription())
                .containsExactly(
                        "String Mode: enforce, observe or off",
                        "String Environment: The chosen entry of environments:, or none",
                        "String ConfigFile: Path of the configuration file, or none",
                        "Long Connections: Open now",
                        "Long DeadPeers: Found dead",
                        "Long SuspectPeers: Leave probes or data unanswered now",
                        "Long StalledPeers: Answer and do not read now",
                        "Long Adopted: Connections that were found rather than seen being opened",
                        "Long AppChanges: Keepalive options that the application has changed",
                        "Long AgentErrors: Failures inside the agent");
    }

    /** Thousands of notifications that wait for a listener would fill a small heap. */
    @Test
    void keepsAThousandNotificationsForAListenerThatBlocks() throws Exception {
        List<String> problems = new CopyOnWriteArrayList<>();
        AgentMBean blocked = new AgentMBean(control, problems::add);
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch delivered = new CountDownLatch(Notifications.CAPACITY + 1);
        CountDownLatch deliveredLast = new CountDownLatch(1);
        AtomicInteger received = new AtomicInteger();
        blocked.addNotificationListener(
                (notification, handback) -> {
                    called.countDown();
                    awaitQuietly(goOn);
                    received.incrementAndGet();
                    delivered.countDown();
                    if (notification.getSequenceNumber() == SENT + 2) {
                        deliveredLast.countDown();
                    }
                },
                null,
                null);

        Event death = AgentEvent.eventsDropped(Map.of(), 0);
        blocked.notifyOf(death);
        called.await();
        for (int i = 0; i < SENT; i++) {
            blocked.notifyOf(death);
        }
        goOn.countDown();
        delivered.await();
        // Delivered in order: what else waited would come before this one.
        blocked.notifyOf(death);
        deliveredLast.await();
        assertThat(received.get()).isEqualTo(1_001 + 1);
        assertThat(problems).singleElement().asString().contains("1000 notifications wait");
        blocked.close();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void describesItsOperations() throws Exception {
        MBeanOperationInfo[] operations = server.getMBeanInfo(name).getOperations();

        assertThat(operations)
                .extracting(operation -> simple(operation.getReturnType()) + " " + operation.getName() + ": "
                        + operation.getDescription())
                .containsExactly(
                        "String reload: Reads the configuration again now; says what came of it",
                        "Void setMode: Sets the mode, whatever the configuration says, until it is set again",
                        "TabularData listConnections: The open connections, as the kernel has them now");
        assertThat(operations)
                .extracting(MBeanOperationInfo::getImpact)
                .containsExactly(MBeanOperationInfo.ACTION, MBeanOperationInfo.ACTION, MBeanOperationInfo.INFO);
        assertThat(operations[1].getSignature())
                .singleElement()
                .extracting(
                        MBeanParameterInfo::getName, MBeanParameterInfo::getType, MBeanParameterInfo::getDescription)
                .containsExactly("mode", "java.lang.String", "enforce, observe or off");
    }

    @Test
    void describesItselfAndItsNotification() throws Exception {
        MBeanInfo info = server.getMBeanInfo(name);

        assertThat(info.getClassName()).isEqualTo("io.keepalive.agent.KeepaliveAgent");
        assertThat(info.getDescription())
                .isEqualTo("TCP keepalive for every connection of this JVM, and what became of their peers");
        assertThat(info.getNotifications()).singleElement().satisfies(notification -> {
            assertThat(notification.getNotifTypes()).containsExactly("keepalive.peer.dead");
            assertThat(notification.getName()).isEqualTo("javax.management.Notification");
            assertThat(notification.getDescription())
                    .isEqualTo("A peer is dead. The user data is a map of the facts, named as in the JSON log.");
        });
    }

    /** Clients address columns by name. */
    @Test
    void namesTheColumnsOfConnections() {
        assertThat(ConnectionTable.TYPE.getRowType().keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "direction",
                        "local",
                        "peer",
                        "peerHost",
                        "rule",
                        "state",
                        "keepalive",
                        "probes",
                        "retransmits",
                        "ageMillis",
                        "openedBy",
                        "openedAt");
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    @Test
    void readsAllAttributesFromOneStatus() throws Exception {
        AttributeList values = server.getAttributes(name, new String[] {
            "Mode",
            "Environment",
            "ConfigFile",
            "Connections",
            "DeadPeers",
            "SuspectPeers",
            "StalledPeers",
            "Adopted",
            "AppChanges",
            "AgentErrors",
            "Nothing"
        });

        assertThat(values.asList())
                .extracting(Attribute::getValue)
                .containsExactly("observe", "prod", null, 1L, 3L, 2L, 7L, 4L, 5L, 6L);
        assertThat(control.asked).isEqualTo(1);
    }

    @Test
    void refusesUnknownAttributesAndEverySet() {
        assertThatThrownBy(() -> server.getAttribute(name, "Nothing"))
                .isInstanceOf(AttributeNotFoundException.class)
                .hasMessageContaining("Mode, Environment, ConfigFile");
        assertThatThrownBy(() -> server.setAttribute(name, new Attribute("Mode", "off")))
                .isInstanceOf(AttributeNotFoundException.class)
                .hasMessageContaining("setMode");
    }

    @Test
    void setsTheMode() throws Exception {
        invoke("setMode", "enforce");

        assertThat(control.mode).isEqualTo(Mode.ENFORCE);
        assertThatThrownBy(() -> invoke("setMode", "loud"))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mode must be enforce, observe or off; found 'loud'");
    }

    @Test
    void reloadReturnsItsResult() throws Exception {
        control.outcome = ReloadOutcome.accepted(List.of(), 7);
        assertThat(invoke("reload")).isEqualTo("reloaded, in force on 7 open connections too");

        control.outcome = ReloadOutcome.rejected(List.of("a.yaml:1:1: wrong", "a.yaml:2:1: wrong too"));
        assertThat(invoke("reload"))
                .isEqualTo(
                        "rejected, the configuration before it stays in force: a.yaml:1:1: wrong; a.yaml:2:1: wrong too");
    }

    @Test
    void listsNoConnectionsWithoutAny() throws Exception {
        assertThat(((TabularData) invoke("listConnections")).size()).isZero();
    }

    private Object invoke(String operation, String... arguments) throws Exception {
        String[] signature = new String[arguments.length];
        Arrays.fill(signature, String.class.getName());
        return server.invoke(name, operation, arguments, signature);
    }

    private static final class FakeControl implements AgentControl {

        private int asked;
        private Mode mode = Mode.OBSERVE;
        private ReloadOutcome outcome;

        @Override
        public AgentStatus status() {
            asked++;
            return new AgentStatus(
                    "1.0", "JVM", mode, "prod", null, List.of(), List.of(), new AgentCounts(1, 2, 7, 3, 4, 5, 6));
        }

        @Override
        public List<ConnectionSnapshot> connections() {
            return List.of();
        }

        @Override
        public ReloadOutcome reload() {
            return outcome;
        }

        @Override
        public void setMode(Mode wanted) {
            mode = wanted;
        }

        @Override
        public void followConfiguredMode() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void beforeCheckpoint(Runnable close) {}

        @Override
        public void detach() {
            throw new UnsupportedOperationException();
        }
    }
}
