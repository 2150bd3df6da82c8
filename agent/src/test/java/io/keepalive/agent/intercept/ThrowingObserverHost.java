// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * An application that replaces the agent's observer by one that throws from every method, and then uses sockets in
 * every way that is hooked. Its class path is the tests' folder alone. It is an agent too, so that the bridge accepts
 * it, and opens the bridge's module to itself.
 */
public final class ThrowingObserverHost {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    private static Instrumentation instrumentation;

    private ThrowingObserverHost() {}

    /** Runs before main. */
    public static void premain(String argument, Instrumentation instrumentation) {
        ThrowingObserverHost.instrumentation = instrumentation;
    }

    /** @param args the name of the class to throw */
    public static void main(String[] args) throws Exception {
        Class<?> thrown = Class.forName(args[0]);
        awaitHooks();
        Set<String> threw = new ConcurrentSkipListSet<>();
        observe((proxy, method, arguments) -> {
            threw.add(method.getName());
            throw (Throwable) thrown.getConstructor().newInstance();
        });
        System.out.println("blocking: " + blocking());
        System.out.println("channel: " + channel());
        System.out.println("asynchronous: " + asynchronous());
        System.out.println("keepalive: " + keepalive());
        System.out.println("reset: " + reset());
        System.out.println("threw: " + String.join(" ", threw));
        System.out.println("done");
    }

    /** Waits until the agent has installed its observer, and then until an observer is called for a connection. */
    private static void awaitHooks() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!isObserved()) {
            sleepUntil(deadline);
        }
        Set<String> heard = new ConcurrentSkipListSet<>();
        observe((proxy, method, arguments) -> {
            heard.add(method.getName());
            return null;
        });
        while (!heard.contains("connected")) {
            blocking();
            sleepUntil(deadline);
        }
    }

    private static boolean isObserved() throws ReflectiveOperationException {
        try {
            Field observer = ofBridge("Bridge").getDeclaredField("observer");
            letIn(observer.getDeclaringClass());
            observer.setAccessible(true);
            return !observer.get(null).getClass().getSimpleName().equals("NoObserver");
        } catch (ClassNotFoundException notDefinedYet) {
            return false;
        }
    }

    private static void letIn(Class<?> bridge) {
        instrumentation.redefineModule(
                bridge.getModule(),
                Set.of(),
                Map.of(),
                Map.of(bridge.getPackageName(), Set.of(ThrowingObserverHost.class.getModule())),
                Set.of(),
                Map.of());
    }

    private static void sleepUntil(long deadline) throws InterruptedException {
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException("the agent's hooks are not live after a minute");
        }
        Thread.sleep(20);
    }

    private static void observe(InvocationHandler handler) throws ReflectiveOperationException {
        Class<?> type = ofBridge("SocketObserver");
        Object observer = Proxy.newProxyInstance(handler.getClass().getClassLoader(), new Class<?>[] {type}, handler);
        ofBridge("Bridge").getMethod("observe", Object.class, type).invoke(null, instrumentation, observer);
    }

    /** The agent's class in the bootstrap loader, not one of the same name on a class path. */
    private static Class<?> ofBridge(String name) throws ClassNotFoundException {
        return Class.forName("io.keepalive.agent.bridge." + name, true, null);
    }

    private static String blocking() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                Socket client = new Socket(LOOPBACK, server.getLocalPort());
                Socket accepted = server.accept();
                InputStream in = accepted.getInputStream()) {
            client.getOutputStream().write(HELLO);
            client.shutdownOutput();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static String channel() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(LOOPBACK, 0));
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = server.accept()) {
            client.write(ByteBuffer.wrap(HELLO));
            ByteBuffer read = ByteBuffer.allocate(HELLO.length);
            while (read.hasRemaining()) {
                accepted.read(read);
            }
            return new String(read.array(), StandardCharsets.US_ASCII);
        }
    }

    private static String asynchronous() throws Exception {
        try (AsynchronousServerSocketChannel server =
                        AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(LOOPBACK, 0));
                AsynchronousSocketChannel client = AsynchronousSocketChannel.open()) {
            Future<AsynchronousSocketChannel> accepting = server.accept();
            client.connect(server.getLocalAddress()).get(1, TimeUnit.MINUTES);
            try (AsynchronousSocketChannel accepted = accepting.get(1, TimeUnit.MINUTES)) {
                client.write(ByteBuffer.wrap(HELLO)).get(1, TimeUnit.MINUTES);
                ByteBuffer read = ByteBuffer.allocate(HELLO.length);
                accepted.read(read).get(1, TimeUnit.MINUTES);
                return new String(read.array(), StandardCharsets.US_ASCII);
            }
        }
    }

    private static boolean keepalive() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 2, LOOPBACK);
                Socket client = new Socket(LOOPBACK, server.getLocalPort());
                SocketChannel channel = SocketChannel.open(server.getLocalSocketAddress())) {
            client.setKeepAlive(true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            return client.getKeepAlive() && channel.getOption(StandardSocketOptions.SO_KEEPALIVE);
        }
    }

    /** Reads from and writes to a connection that its peer has reset. */
    private static String reset() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                Socket client = new Socket(LOOPBACK, server.getLocalPort())) {
            Socket accepted = server.accept();
            accepted.setSoLinger(true, 0);
            accepted.close();
            boolean readFails = fails(() -> client.getInputStream().read());
            boolean writeFails = fails(() -> client.getOutputStream().write(HELLO));
            return readFails && writeFails ? "its own exceptions" : "none";
        }
    }

    /** Whether it throws the exception that an application expects of a reset connection. */
    private static boolean fails(Use use) throws IOException {
        try {
            use.run();
            return false;
        } catch (java.net.SocketException expected) {
            return true;
        }
    }

    /** Uses a socket. */
    private interface Use {
        void run() throws IOException;
    }
}
