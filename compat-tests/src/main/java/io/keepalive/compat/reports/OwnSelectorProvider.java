// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.StandardInput;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/** Sets its own SelectorProvider in main, when a line arrives on standard input, and prints the one in effect. */
public final class OwnSelectorProvider {

    private OwnSelectorProvider() {}

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        System.setProperty("java.nio.channels.spi.SelectorProvider", Provider.class.getName());
        System.out.println("provider " + SelectorProvider.provider().getClass().getName());
        OneOfEachKind.holdOpen();
    }

    /** Not supported. */
    public static final class Provider extends SelectorProvider {

        @Override
        public DatagramChannel openDatagramChannel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public DatagramChannel openDatagramChannel(ProtocolFamily family) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Pipe openPipe() {
            throw new UnsupportedOperationException();
        }

        @Override
        public AbstractSelector openSelector() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServerSocketChannel openServerSocketChannel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SocketChannel openSocketChannel() {
            throw new UnsupportedOperationException();
        }
    }
}
