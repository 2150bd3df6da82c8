// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.TcpSocket;
import java.io.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionRegistryTest {

    private final FakeSocketCalls calls = new FakeSocketCalls();
    private final ConnectionRegistry registry = new ConnectionRegistry(calls);
    private final FileDescriptor descriptor = calls.open(7);

    @Test
    void findsAConnectionByItsDescriptorAndByItsNumber() {
        Connection connection = intercepted(1, descriptor);
        assertThat(registry.add(connection)).isNull();
        assertThat(registry.find(descriptor)).isSameAs(connection);
        assertThat(registry.at(7)).isSameAs(connection);
        assertThat(registry.size()).isEqualTo(1);
    }

    @Test
    void findsNothingThatIsNotRegistered() {
        assertThat(registry.find(null)).isNull();
        assertThat(registry.find(descriptor)).isNull();
        assertThat(registry.at(-1)).isNull();
        assertThat(registry.size()).isZero();
    }

    @Test
    void aClosedDescriptorFindsNothing() {
        registry.add(intercepted(1, descriptor));
        calls.close(descriptor);
        assertThat(registry.find(descriptor)).isNull();
    }

    @Test
    void anotherDescriptorOfTheSameNumberIsNotTheSameConnection() {
        registry.add(intercepted(1, descriptor));
        assertThat(registry.find(calls.open(7))).isNull();
    }

    @Test
    void anAdoptedConnectionBelongsToAnyDescriptorOfItsNumber() {
        Connection adopted = connection(1, TcpSocket.adopted(calls, 7, 4711));
        registry.add(adopted);
        assertThat(registry.find(descriptor)).isSameAs(adopted);
    }

    @Test
    void returnsTheConnectionThatHadTheNumber() {
        Connection first = intercepted(1, descriptor);
        Connection second = intercepted(2, calls.open(7));
        registry.add(first);
        assertThat(registry.add(second)).isSameAs(first);
        assertThat(registry.size()).isEqualTo(1);
        assertThat(registry.at(7)).isSameAs(second);
    }

    @Test
    void addsIfAbsent() {
        Connection first = intercepted(1, descriptor);
        assertThat(registry.addIfAbsent(first)).isTrue();
        assertThat(registry.addIfAbsent(intercepted(2, calls.open(7)))).isFalse();
        assertThat(registry.at(7)).isSameAs(first);
        assertThat(registry.size()).isEqualTo(1);
    }

    @Test
    void removesOnlyTheConnectionItself() {
        Connection first = intercepted(1, descriptor);
        Connection second = intercepted(2, calls.open(7));
        registry.add(first);
        assertThat(registry.remove(second)).isFalse();
        assertThat(registry.remove(first)).isTrue();
        assertThat(registry.remove(first)).isFalse();
        assertThat(registry.size()).isZero();
    }

    @Test
    void visitsAll() {
        Connection first = intercepted(1, descriptor);
        Connection second = intercepted(2, calls.open(2_000));
        registry.add(second);
        registry.add(first);
        List<Connection> visited = new ArrayList<>();
        registry.forEach(visited::add);
        assertThat(visited).containsExactly(first, second);
    }

    private Connection intercepted(long id, FileDescriptor socket) {
        return connection(id, TcpSocket.of(calls, socket, calls.number(socket), 0));
    }

    private static Connection connection(long id, TcpSocket socket) {
        return new Connection(id, socket, null, 0);
    }
}
