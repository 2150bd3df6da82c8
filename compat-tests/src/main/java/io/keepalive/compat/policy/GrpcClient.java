// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.StandardInput;
import java.util.concurrent.TimeUnit;

/**
 * A connection of gRPC on its shaded Netty. Its keepalive is a ping of the protocol, whose timeout it also sets as
 * TCP_USER_TIMEOUT. Opens it on the line {@code HOST PORT} on standard input.
 */
public final class GrpcClient {

    private static final int KEEPALIVE_SECONDS = 30;
    private static final int KEEPALIVE_TIMEOUT_SECONDS = 20;

    private GrpcClient() {}

    public static void main(String[] arguments) throws Exception {
        String[] peer = StandardInput.nextLine().split(" ");
        ManagedChannel channel = NettyChannelBuilder.forAddress(peer[0], Integer.parseInt(peer[1]))
                .usePlaintext()
                .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEPALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .build();
        channel.getState(true);
        OneOfEachKind.holdOpen();
        channel.shutdownNow();
    }
}
