// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.keepalive.compat.software.Signals;

/** A gRPC server on whatever transport is on its class path. */
public final class GrpcServer {

    private GrpcServer() {}

    public static void main(String[] arguments) throws Exception {
        ServerServiceDefinition echo = ServerServiceDefinition.builder("Echo")
                .addMethod(GrpcEcho.SAY, ServerCalls.asyncUnaryCall((text, answers) -> {
                    answers.onNext(text);
                    answers.onCompleted();
                }))
                .addMethod(
                        GrpcEcho.WATCH, ServerCalls.asyncServerStreamingCall((text, answers) -> answers.onNext(text)))
                .build();
        Server server = ServerBuilder.forPort(0).addService(echo).build().start();
        Signals.listening(server.getPort());
        Signals.open();
        server.shutdownNow().awaitTermination();
    }
}
