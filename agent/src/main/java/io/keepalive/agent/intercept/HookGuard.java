// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import io.keepalive.agent.bridge.SocketObserver;
import io.keepalive.agent.fault.PartHealth;
import io.keepalive.agent.fault.Parts;
import io.keepalive.agent.fault.ThreadStop;
import java.io.FileDescriptor;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketImpl;

/**
 * Leaves out a kind of hook that fails all the time: the application then pays for no exception at each call, and the
 * watcher does what it can. On the application's threads.
 */
public final class HookGuard implements SocketObserver {

    /** Failures in a row that take a kind of hook out of service: on many threads at the same time. */
    static final int LIMIT = 100;

    private final SocketObserver observer;
    private final PartHealth connects;
    private final PartHealth accepts;
    private final PartHealth failedCalls;
    private final PartHealth options;
    private final PartHealth closes;

    /** @param parts reviews the hooks */
    public HookGuard(SocketObserver observer, Parts parts) {
        this.observer = observer;
        connects = add(parts, "connect", "the watcher finds new connections, without host name and opener");
        accepts = add(parts, "accept", "the watcher finds new connections, without opener");
        failedCalls = add(parts, "failed calls", "the watcher finds dead peers, without the call that failed");
        options = add(parts, "socket options", "the watcher finds what the application sets, without the place");
        closes = add(parts, "close", "the watcher finds that a connection is closed, up to a round later");
    }

    private static PartHealth add(Parts parts, String hook, String effect) {
        return parts.add(new PartHealth("the interception of " + hook, effect, LIMIT));
    }

    /** A StackOverflowError is counted alone: reporting it needs more of the stack than there may be. */
    private void fail(PartHealth hook, Throwable failure) {
        hook.failed(failure);
        if (!(failure instanceof StackOverflowError)) {
            observer.failed(failure);
        }
    }

    @Override
    public void connected(Socket socket, SocketAddress remote) {
        if (connects.skips()) {
            return;
        }
        try {
            observer.connected(socket, remote);
            connects.succeeded();
        } catch (Throwable failure) {
            ThreadStop.passOn(failure);
            fail(connects, failure);
        }
    }

    @Override
    public void connecting(FileDescriptor descriptor) {
        if (connects.skips()) {
            return;
        }
        try {
            observer.connecting(descriptor);
            connects.succeeded();
        } catch (Throwable failure) {
            ThreadStop.passOn(failure);
            fail(connects, failure);
        }
    }

    @Override
    public void connected(FileDescriptor descriptor, SocketAddress local, SocketAddress remote) {
        if (connects.skips()) {
            return;
        }
        try {
            observer.connected(descriptor, local, remote);
            connects.succeeded();
        } catch (Throwable failure) {
            ThreadStop.passOn(failure);
            fail(connects, failure);
        }
    }

    @Override
    public void accepted(Socket socket) {
        if (accepts.skips()) {
            return;
        }
        try {
            observer.accepted(socket);
            accepts.succeeded();
        } catch (Throwable failure) {
            ThreadStop.passOn(failure);
            fail(accepts, failure);
        }
    }

    @Override
    public void accepted(FileDescriptor descriptor, SocketAddress local, SocketAddress remote) {
        if (accepts.skips()) {
            return;
        }
        try {
            observer.accepted(descriptor, local, remote);
            accepts.succeeded();
        } catch (Throwable failure) {
            ThreadStop.passOn(failure);
            fail(accepts, failure);
        }
    }

    @Override
    public void readFailed(FileDescriptor descriptor, Throwable thrown) {
        if (failedCalls.skips()) {
            return;
        }
        try {
            observer.readFailed(descriptor, thrown);
            failedCalls.succeeded();
        } catch (Throwable failure) {
            ThreadStop.passOn(failure);
            fail(failedCalls, failure);
        }
    }

    @Override
    public void readFailed(SocketImpl socket, Throwable thrown) {
        if (failedCalls.skips()) {
            return;
        }
        try {
            observer.readFailed(socket, thrown);
            failedCalls.succeeded();
        } catch (Throwable failure) {
            ThreadStop.passOn(failure);
            fail(failedCalls, failure);
        }
    }

    @Override
    public void writeFailed(FileDescriptor descriptor, Throwable thrown) {
        if (failedCalls.skips()) {
            return;
        }
        try {
            observer.writeFailed(descriptor, thrown);
            failedCalls.succeeded();
        } catch (Throwable failure) {
            ThreadStop.passOn(failure);
            fail(failedCalls, failure);
        }
    }

    @Override
    public void writeFailed(SocketImpl socket, Throwable thrown) {
        if (failedCalls.skips()) {
            return;
        }
        try {
            observer.writeFailed(socket, thrown);
            failedCalls.succeeded();
        } catch (Throwable failure) {
            ThreadStop.passOn(failure);
            fail(failedCalls, failure);
        }
    }

    @Override
    public void optionSet(FileDescriptor descriptor, Object option) {
        if (options.skips()) {
            return;
        }
        try {
            observer.optionSet(descriptor, option);
            options.succeeded();
        } catch (Throwable failure) {
            ThreadStop.passOn(failure);
            fail(options, failure);
        }
    }

    @Override
    public void optionSet(SocketImpl socket, Object option) {
        if (options.skips()) {
            return;
        }
        try {
            observer.optionSet(socket, option);
            options.succeeded();
        } catch (Throwable failure) {
            ThreadStop.passOn(failure);
            fail(options, failure);
        }
    }

    @Override
    public Object closing(FileDescriptor descriptor) {
        if (closes.skips()) {
            return null;
        }
        try {
            Object closing = observer.closing(descriptor);
            closes.succeeded();
            return closing;
        } catch (Throwable failure) {
            ThreadStop.passOn(failure);
            fail(closes, failure);
            return null;
        }
    }

    /** Never left out: the watcher leaves a connection alone that is being closed. */
    @Override
    public void closed(Object closing) {
        try {
            observer.closed(closing);
        } catch (Throwable failure) {
            ThreadStop.passOn(failure);
            fail(closes, failure);
        }
    }

    @Override
    public void failed(Throwable failure) {
        observer.failed(failure);
    }
}
