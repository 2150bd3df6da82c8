// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application.opening;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Encrypted connections; key and trust store come from the usual javax.net.ssl properties. */
final class SslOpenings {

    private SslOpenings() {}

    static Pair ownSocket() throws Exception {
        ServerSocket server = listen();
        CompletableFuture<Socket> accepting = CompletableFuture.supplyAsync(() -> acceptAndGreet(server));
        SSLSocket client = (SSLSocket) factory().createSocket(server.getInetAddress(), server.getLocalPort());
        return handshake(client, server, accepting);
    }

    /** Encrypts a socket that is connected already, as with a proxy or STARTTLS. */
    static Pair layered() throws Exception {
        ServerSocket server = listen();
        CompletableFuture<Socket> accepting = CompletableFuture.supplyAsync(() -> acceptAndGreet(server));
        Socket plain = new Socket(server.getInetAddress(), server.getLocalPort());
        SSLSocket client = (SSLSocket) factory().createSocket(plain, "localhost", server.getLocalPort(), true);
        return handshake(client, server, accepting);
    }

    private static Pair handshake(SSLSocket client, ServerSocket server, CompletableFuture<Socket> accepting)
            throws Exception {
        client.startHandshake();
        client.getInputStream().read();
        return Pair.of(client, server, accepting.get());
    }

    private static Socket acceptAndGreet(ServerSocket server) {
        try {
            Socket accepted = server.accept();
            accepted.getOutputStream().write('!');
            accepted.getOutputStream().flush();
            return accepted;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static ServerSocket listen() throws Exception {
        return SSLServerSocketFactory.getDefault().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static SSLSocketFactory factory() {
        return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }
}
