// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.keepalive.compat.software.Signals;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import jdk.net.ExtendedSocketOptions;

/** An application that has set keepalive itself: a probe after two seconds, dead after two unanswered ones. */
public final class TightSocket {

    private TightSocket() {}

    public static void main(String[] arguments) throws Exception {
        try (Socket socket = new Socket(arguments[0], Integer.parseInt(arguments[1]))) {
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 2);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 2);
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            say("first", socket, lines);
            Signals.open();
            say("second", socket, lines);
        }
    }

    private static void say(String line, Socket socket, BufferedReader lines) throws Exception {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        System.out.println(lines.readLine());
    }
}
