package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.ConnectionListener;
import io.keepalive.agent.connection.ConnectionRegistry;
import io.keepalive.agent.connection.Enforcer;
import io.keepalive.agent.connection.OpenConnections;
import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpInfo;

/** The reconciling loop: round after round until its thread is interrupted. */
public final class Watcher implements Runnable {

    private final ConnectionRegistry registry;
    private final OpenConnections connections;
    private final Enforcer enforcer;
    private final OpenDescriptors descriptors;
    private final Adoption adoption;
    private final ConnectionListener listener;
    private final WatchSettings settings;

    /** @param descriptors of this process, as /proc lists them */
    public Watcher(
            SocketCalls calls,
            OpenDescriptors descriptors,
            ConnectionRegistry registry,
            OpenConnections connections,
            Enforcer enforcer,
            ConnectionListener listener,
            WatchSettings settings) {
        this.registry = registry;
        this.connections = connections;
        this.enforcer = enforcer;
        this.descriptors = descriptors;
        this.adoption = new Adoption(calls, descriptors, registry, connections);
        this.listener = listener;
        this.settings = settings;
    }

    @Override
    public void run() {
        try {
            while (true) {
                round();
                Thread.sleep(settings.everyMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** A round that fails is reported, and the next one comes all the same. */
    private void round() throws InterruptedException {
        try {
            registry.forEach(this::look);
            if (enforcer.policy().adopt()) {
                adoption.sweep();
            }
        } catch (RuntimeException | Error failure) {
            listener.agentError("watch", failure);
        }
    }

    private void look(Connection connection) {
        if (isLost(connection)) {
            connections.lost(connection);
        } else if (connection.actual() == null) {
            enforcer.verify(connection);
        }
    }

    /** Its descriptor was closed where nobody saw it, or stands for another socket or none by now. */
    private boolean isLost(Connection connection) {
        if (connection.socket().isFound()) {
            return descriptors.inode(connection.socket().number())
                    != connection.socket().inode();
        }
        return connection.socket().isGone() || connection.socket().info() == TcpInfo.NONE;
    }
}
