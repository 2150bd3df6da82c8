// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.hosts;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/**
 * The SelectorProvider of an application, chosen by -Djava.nio.channels.spi.SelectorProvider. It counts the channels
 * that it opens by the JDK's own provider, and only works if nothing opens a channel before main has prepared it.
 */
public final class DelegatingProvider extends SelectorProvider {

    private static volatile boolean tooEarly;

    private final SelectorProvider delegate;

    /** Created by the JDK when the first channel is opened. */
    public DelegatingProvider() throws ReflectiveOperationException {
        tooEarly |= !Boolean.getBoolean("own.ready");
        delegate = (SelectorProvider) Class.forName("sun.nio.ch.EPollSelectorProvider")
                .getConstructor()
                .newInstance();
    }

    public static void main(String[] kinds) throws Exception {
        System.setProperty("own.ready", "true");
        HostedApplication.main(kinds);
    }

    /** Prints to the same stream as the application. */
    private static void note(String opened) {
        System.out.println("provides a " + opened + ", asked too early " + tooEarly);
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        note("channel");
        return delegate.openSocketChannel();
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        note("server channel");
        return delegate.openServerSocketChannel();
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
        note("selector");
        return delegate.openSelector();
    }

    @Override
    public Pipe openPipe() throws IOException {
        return delegate.openPipe();
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        return delegate.openDatagramChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        return delegate.openDatagramChannel(family);
    }
}
