// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.stores;

import io.keepalive.compat.software.Signals;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;

/**
 * A member of a group over TCP: the first, which gets the address to listen at and answers each message, or one that joins
 * it and gets the first one's address and port.
 */
public final class JGroupsMember {

    private static final BlockingQueue<String> RECEIVED = new LinkedBlockingQueue<>();

    private JGroupsMember() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1) {
            int port = LocalEnd.freePort(arguments[0]);
            try (JChannel first = join(arguments[0], port, arguments[0] + "[" + port + "]", true)) {
                Signals.listening(port);
                Signals.open();
            }
            return;
        }
        String here = LocalEnd.towards(arguments[0]);
        try (JChannel second = join(here, LocalEnd.freePort(here), arguments[0] + "[" + arguments[1] + "]", false)) {
            System.out.println(second.getView().size() + " members");
            second.send(null, "first");
            System.out.println(RECEIVED.poll(20, TimeUnit.SECONDS));
            Signals.open();
            second.send(null, "second");
            System.out.println(RECEIVED.poll(20, TimeUnit.SECONDS));
        }
    }

    private static JChannel join(String address, int port, String member, boolean answers) throws Exception {
        String stack = "<config><TCP bind_addr=\"" + address + "\" bind_port=\"" + port + "\"/>"
                + "<TCPPING initial_hosts=\"" + member + "\" port_range=\"0\"/><MERGE3/><FD_ALL3/>"
                + "<pbcast.NAKACK2 use_mcast_xmit=\"false\"/><UNICAST3/><pbcast.STABLE/><pbcast.GMS print_local_addr=\"false\"/></config>";
        String known = stack.replace("FD_ALL3", isOld() ? "FD_ALL" : "FD_ALL3");
        JChannel channel = new JChannel(new ByteArrayInputStream(known.getBytes(StandardCharsets.UTF_8)));
        channel.setReceiver((Receiver) Proxy.newProxyInstance(
                JGroupsMember.class.getClassLoader(), new Class<?>[] {Receiver.class}, (proxy, method, values) -> {
                    if (method.getName().equals("receive")) {
                        Iterable<?> messages = values[0] instanceof Message
                                ? Collections.singleton(values[0])
                                : (Iterable<?>) values[0];
                        for (Object message : messages) {
                            receive(channel, (Message) message, answers);
                        }
                    }
                    return null;
                }));
        channel.setDiscardOwnMessages(true);
        channel.connect("clerks");
        return channel;
    }

    private static void receive(JChannel channel, Message message, boolean answers) throws Exception {
        RECEIVED.add(String.valueOf((Object) message.getObject()));
        if (answers) {
            channel.send(message.getSrc(), "answer to " + message.getObject());
        }
    }

    private static boolean isOld() {
        try {
            Class.forName("org.jgroups.protocols.FD_ALL3");
            return false;
        } catch (ClassNotFoundException old) {
            return true;
        }
    }
}
