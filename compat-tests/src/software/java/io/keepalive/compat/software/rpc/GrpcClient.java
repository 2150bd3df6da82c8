// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.keepalive.compat.software.Signals;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/**
 * A gRPC client on whatever transport is on its class path: subscribes to a stream that stays open, and calls a method
 * before and after its connection has been idle.
 */
public final class GrpcClient {

    private GrpcClient() {}

    public static void main(String[] arguments) throws Exception {
        ManagedChannel channel = ManagedChannelBuilder.forAddress(arguments[0], Integer.parseInt(arguments[1]))
                .usePlaintext()
                .build();
        Iterator<String> watched =
                ClientCalls.blockingServerStreamingCall(channel, GrpcEcho.WATCH, CallOptions.DEFAULT, "watched");
        System.out.println(watched.next());
        say(channel, "before");
        Signals.open();
        say(channel, "after");
        channel.shutdownNow();
        channel.awaitTermination(1, TimeUnit.MINUTES);
    }

    private static void say(ManagedChannel channel, String text) {
        System.out.println(ClientCalls.blockingUnaryCall(channel, GrpcEcho.SAY, CallOptions.DEFAULT, text));
    }
}
