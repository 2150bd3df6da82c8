// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import io.keepalive.agent.bridge.SocketObserver;
import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.ConnectionListener;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.SocketDescriptors;
import io.keepalive.agent.peer.DetectedBy;
import java.io.FileDescriptor;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.SocketOptions;

/** Translates the calls of the advice to what happens to a connection. On the application's threads. */
public final class ConnectionObserver implements SocketObserver {

    private final SocketDescriptors descriptors;
    private final AgentSockets agentSockets;
    private final Connections connections;
    private final ConnectionListener listener;

    /** @param agentSockets the agent's own sockets, whose connections are ignored */
    public ConnectionObserver(
            SocketDescriptors descriptors,
            AgentSockets agentSockets,
            Connections connections,
            ConnectionListener listener) {
        this.descriptors = descriptors;
        this.agentSockets = agentSockets;
        this.connections = connections;
        this.listener = listener;
    }

    @Override
    public void connected(Socket socket, SocketAddress remote) {
        connected(descriptors.of(socket), descriptors.localPort(socket), remote, true);
    }

    @Override
    public void connecting(FileDescriptor descriptor) {
        connections.connecting(descriptor);
    }

    @Override
    public void connected(FileDescriptor descriptor, SocketAddress local, SocketAddress remote) {
        connected(descriptor, port(local), remote, false);
    }

    private void connected(FileDescriptor descriptor, int localPort, SocketAddress remote, boolean streams) {
        if (remote instanceof InetSocketAddress) {
            connections.connected(descriptor, localPort, (InetSocketAddress) remote, streams);
        }
    }

    @Override
    public void accepted(Socket socket) {
        accepted(descriptors.of(socket), descriptors.localPort(socket), socket.getRemoteSocketAddress(), true);
    }

    @Override
    public void accepted(FileDescriptor descriptor, SocketAddress local, SocketAddress remote) {
        if (!agentSockets.isAcceptingOnThisThread()) {
            accepted(descriptor, port(local), remote, false);
        }
    }

    private static int port(SocketAddress local) {
        return local instanceof InetSocketAddress ? ((InetSocketAddress) local).getPort() : 0;
    }

    private void accepted(FileDescriptor descriptor, int localPort, SocketAddress remote, boolean streams) {
        if (remote instanceof InetSocketAddress) {
            connections.accepted(descriptor, localPort, (InetSocketAddress) remote, streams);
        }
    }

    @Override
    public void readFailed(FileDescriptor descriptor, Throwable thrown) {
        connections.channelCallFailed(descriptor, DetectedBy.READ, thrown);
    }

    @Override
    public void readFailed(SocketImpl socket, Throwable thrown) {
        connections.callFailed(descriptors.of(socket), DetectedBy.READ, thrown);
    }

    @Override
    public void writeFailed(FileDescriptor descriptor, Throwable thrown) {
        connections.channelCallFailed(descriptor, DetectedBy.WRITE, thrown);
    }

    @Override
    public void writeFailed(SocketImpl socket, Throwable thrown) {
        connections.callFailed(descriptors.of(socket), DetectedBy.WRITE, thrown);
    }

    @Override
    public void optionSet(FileDescriptor descriptor, Object option) {
        KeepaliveOption keepalive = option instanceof SocketOption ? named(((SocketOption<?>) option).name()) : null;
        if (keepalive != null) {
            connections.optionSet(descriptor, keepalive);
        }
    }

    @Override
    public void optionSet(SocketImpl socket, Object option) {
        if (option instanceof Integer) {
            if ((Integer) option == SocketOptions.SO_KEEPALIVE) {
                connections.optionSet(descriptors.of(socket), KeepaliveOption.ENABLED);
            }
        } else if (option instanceof SocketOption && isTiming((SocketOption<?>) option)) {
            optionSet(descriptors.of(socket), option);
        }
    }

    /** The other options run through a second hook, as a number or with a descriptor. */
    private static boolean isTiming(SocketOption<?> option) {
        return named(option.name()) != null && !option.name().equals("SO_KEEPALIVE");
    }

    /** The option with this name in StandardSocketOptions or jdk.net.ExtendedSocketOptions, or null. */
    private static KeepaliveOption named(String option) {
        switch (option) {
            case "SO_KEEPALIVE":
                return KeepaliveOption.ENABLED;
            case "TCP_KEEPIDLE":
                return KeepaliveOption.IDLE;
            case "TCP_KEEPINTERVAL":
                return KeepaliveOption.INTERVAL;
            case "TCP_KEEPCOUNT":
                return KeepaliveOption.COUNT;
            default:
                return null;
        }
    }

    @Override
    public Object closing(FileDescriptor descriptor) {
        return connections.closing(descriptor);
    }

    @Override
    public void closed(Object closing) {
        connections.closed((Connection) closing);
    }

    @Override
    public void failed(Throwable failure) {
        listener.agentError("interception", failure);
    }
}
