// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.keepalive.compat.software.Signals;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;

/** A session over SSH: runs a command, and another when it has been idle. */
public final class MinaSshClient {

    private MinaSshClient() {}

    public static void main(String[] arguments) throws Exception {
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
        ClientSession session = client.connect("ada", arguments[0], Integer.parseInt(arguments[1]))
                .verify(60_000)
                .getSession();
        session.addPasswordIdentity("secret");
        session.auth().verify(60_000);
        System.out.println(session.executeRemoteCommand("first").trim());
        Signals.open();
        System.out.println(session.executeRemoteCommand("second").trim());
        session.close(false).await();
        client.stop();
    }
}
