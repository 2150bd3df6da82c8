package io.keepalive.agent.report.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepalive.agent.management.AgentControl;
import io.keepalive.agent.management.AgentCounts;
import io.keepalive.agent.management.AgentStatus;
import io.keepalive.agent.management.ConnectionSnapshot;
import io.keepalive.agent.management.ReloadOutcome;
import io.keepalive.agent.policy.Mode;
import java.util.Arrays;
import java.util.List;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentMBeanTest {

    private final FakeControl control = new FakeControl();
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private ObjectName name;

    @BeforeEach
    void register() throws Exception {
        name = new ObjectName("io.keepalive:type=KeepaliveAgent");
        server.registerMBean(new AgentMBean(control, complaint -> {}), name);
    }

    @Test
    void hasTheContractsMembers() throws Exception {
        MBeanInfo info = server.getMBeanInfo(name);

        assertThat(info.getAttributes())
                .extracting(MBeanAttributeInfo::getName)
                .containsExactlyInAnyOrder(
                        "Mode",
                        "Environment",
                        "ConfigFile",
                        "Connections",
                        "DeadPeers",
                        "SuspectPeers",
                        "Adopted",
                        "AppChanges",
                        "AgentErrors");
        assertThat(info.getOperations())
                .extracting(MBeanOperationInfo::getName)
                .containsExactlyInAnyOrder("reload", "setMode", "listConnections");
        assertThat(info.getNotifications()[0].getNotifTypes()).containsExactly("keepalive.peer.dead");
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
            "Adopted",
            "AppChanges",
            "AgentErrors",
            "Nothing"
        });

        assertThat(values.asList())
                .extracting(Attribute::getValue)
                .containsExactly("observe", "prod", null, 1L, 3L, 2L, 4L, 5L, 6L);
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
            return new AgentStatus("1.0", "JVM", mode, "prod", null, List.of(), new AgentCounts(1, 2, 3, 4, 5, 6));
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
        public void detach() {
            throw new UnsupportedOperationException();
        }
    }
}
