// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import io.keepalive.compat.software.Signals;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A session over SSH: runs a command, and another when it has been idle. */
public final class JSchClient {

    private JSchClient() {}

    public static void main(String[] arguments) throws Exception {
        Session session = new JSch().getSession("ada", arguments[0], Integer.parseInt(arguments[1]));
        session.setPassword("secret");
        session.setConfig("StrictHostKeyChecking", "no");
        session.connect();
        run(session, "first");
        Signals.open();
        run(session, "second");
        session.disconnect();
    }

    private static void run(Session session, String command) throws Exception {
        ChannelExec channel = (ChannelExec) session.openChannel("exec");
        channel.setCommand(command);
        BufferedReader answer =
                new BufferedReader(new InputStreamReader(channel.getInputStream(), StandardCharsets.US_ASCII));
        channel.connect();
        System.out.println(answer.readLine());
        channel.disconnect();
    }
}
