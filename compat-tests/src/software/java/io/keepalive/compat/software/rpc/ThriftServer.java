// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.keepalive.compat.software.Signals;
import java.net.InetSocketAddress;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.server.TServer;
import org.apache.thrift.server.TThreadPoolServer;
import org.apache.thrift.transport.TServerSocket;

/** Thrift's server with a thread for each connection: sends a text back. */
public final class ThriftServer {

    private ThriftServer() {}

    public static void main(String[] arguments) throws Exception {
        TServerSocket socket = new TServerSocket(new InetSocketAddress(arguments[0], 0));
        TServer server = new TThreadPoolServer(new TThreadPoolServer.Args(socket).processor(ThriftServer::answer));
        new Thread(server::serve).start();
        Signals.listening(socket.getServerSocket().getLocalPort());
        Signals.open();
        server.stop();
    }

    private static void answer(TProtocol in, TProtocol out) throws TException {
        TMessage question = in.readMessageBegin();
        String text = in.readString();
        in.readMessageEnd();
        out.writeMessageBegin(new TMessage(question.name, TMessageType.REPLY, question.seqid));
        out.writeString(text);
        out.writeMessageEnd();
        out.getTransport().flush();
    }
}
