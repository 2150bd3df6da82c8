// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.keepalive.compat.software.Signals;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TSocket;

/** Calls a method with Thrift's binary protocol, and again when its connection has been idle. */
public final class ThriftClient {

    private ThriftClient() {}

    public static void main(String[] arguments) throws Exception {
        TSocket socket = new TSocket(arguments[0], Integer.parseInt(arguments[1]));
        socket.open();
        TProtocol protocol = new TBinaryProtocol(socket);
        call(protocol, "before");
        Signals.open();
        call(protocol, "after");
        socket.close();
    }

    private static void call(TProtocol protocol, String text) throws Exception {
        protocol.writeMessageBegin(new TMessage("echo", TMessageType.CALL, 1));
        protocol.writeString(text);
        protocol.writeMessageEnd();
        protocol.getTransport().flush();
        protocol.readMessageBegin();
        System.out.println(protocol.readString());
        protocol.readMessageEnd();
    }
}
