// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import io.keepalive.compat.application.ManyConnections;
import io.keepalive.compat.application.StandardInput;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Opens as many connections to itself as its argument says, and prints for each line what application code can see of
 * an agent: {@code bridge there} or {@code bridge nowhere}, {@code recorder asleep}, {@code recorder awake} or {@code
 * recorder nowhere}, and the members of the socket classes of the JDK and their implementations.
 */
public final class SeenFromInside {

    private SeenFromInside() {}

    public static void main(String[] arguments) throws Exception {
        ManyConnections.open(Integer.parseInt(arguments[0]));
        for (String line = StandardInput.nextLine(); line != null; line = StandardInput.nextLine()) {
            System.out.println("bridge " + bridge());
            System.out.println("recorder " + recorder());
            printMembers();
            System.out.println("done " + line);
        }
    }

    private static String bridge() {
        try {
            Class.forName("io.keepalive.agent.bridge.Bridge", false, null);
            return "there";
        } catch (ClassNotFoundException none) {
            return "nowhere";
        }
    }

    private static String recorder() throws ReflectiveOperationException {
        try {
            Class<?> recorder = Class.forName("jdk.jfr.FlightRecorder", false, null);
            boolean awake = (Boolean) recorder.getMethod("isInitialized").invoke(null);
            return awake ? "awake" : "asleep";
        } catch (ClassNotFoundException none) {
            return "nowhere";
        }
    }

    private static void printMembers() throws Exception {
        List<Class<?>> classes = new ArrayList<>();
        Collections.addAll(classes, Socket.class, ServerSocket.class);
        for (Class<?> type = channelClass(); type != Object.class; type = type.getSuperclass()) {
            classes.add(type);
        }
        classes.add(AsynchronousSocketChannel.class);
        for (String name : new String[] {
            "sun.nio.ch.NioSocketImpl", "java.net.AbstractPlainSocketImpl", "sun.nio.ch.SocketDispatcher"
        }) {
            addWhereItIs(name, classes);
        }
        for (Class<?> type : classes) {
            printMembers(type);
        }
    }

    private static Class<?> channelClass() throws Exception {
        try (SocketChannel channel = SocketChannel.open()) {
            return channel.getClass();
        }
    }

    private static void addWhereItIs(String name, List<Class<?>> classes) {
        try {
            classes.add(Class.forName(name, false, null));
        } catch (ClassNotFoundException notInThisJava) {
            // The class that replaces it is in the list too.
        }
    }

    private static void printMembers(Class<?> type) {
        List<String> members = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            members.add("field " + field);
        }
        for (Method method : type.getDeclaredMethods()) {
            members.add("method " + method);
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            members.add("constructor " + constructor);
        }
        Collections.sort(members);
        for (String member : members) {
            System.out.println("member " + type.getName() + " " + member);
        }
    }
}
