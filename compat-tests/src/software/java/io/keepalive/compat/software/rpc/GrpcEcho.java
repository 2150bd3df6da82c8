// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The methods of a service whose messages are texts. */
final class GrpcEcho implements MethodDescriptor.Marshaller<String> {

    /** Gives a text back. */
    static final MethodDescriptor<String, String> SAY = method("say", MethodDescriptor.MethodType.UNARY);

    /** Gives a text back and never ends. */
    static final MethodDescriptor<String, String> WATCH = method("watch", MethodDescriptor.MethodType.SERVER_STREAMING);

    private static MethodDescriptor<String, String> method(String name, MethodDescriptor.MethodType type) {
        return MethodDescriptor.<String, String>newBuilder()
                .setType(type)
                .setFullMethodName("Echo/" + name)
                .setRequestMarshaller(new GrpcEcho())
                .setResponseMarshaller(new GrpcEcho())
                .build();
    }

    @Override
    public InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream message) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            for (int next = message.read(); next >= 0; next = message.read()) {
                read.write(next);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new String(read.toByteArray(), StandardCharsets.UTF_8);
    }
}
