// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.keepalive.compat.software.Signals;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;

/** Apache MINA's SSH server. Each command is answered with its own text. Also speaks what clients of 2018 can. */
public final class SshServer {

    private SshServer() {}

    public static void main(String[] arguments) throws Exception {
        org.apache.sshd.server.SshServer server = org.apache.sshd.server.SshServer.setUpDefaultServer();
        server.setHost(arguments[0]);
        server.setPort(0);
        SimpleGeneratorHostKeyProvider key = new SimpleGeneratorHostKeyProvider();
        key.setAlgorithm("RSA");
        key.setKeySize(2048);
        server.setKeyPairProvider(key);
        server.setKeyExchangeFactories(ServerBuilder.setUpDefaultKeyExchanges(true));
        server.setSignatureFactories(Arrays.asList(BuiltinSignatures.rsaSHA512, BuiltinSignatures.rsa));
        server.setPasswordAuthenticator((user, password, session) -> password.equals("secret"));
        server.setCommandFactory((channel, command) -> new Echo(command));
        server.start();
        Signals.listening(server.getPort());
        Signals.open();
        server.stop(true);
    }

    private static final class Echo extends AbstractCommandSupport {

        Echo(String command) {
            super(command, null);
        }

        @Override
        public void run() {
            try {
                getOutputStream().write((getCommand() + "\n").getBytes(StandardCharsets.US_ASCII));
                getOutputStream().flush();
                onExit(0);
            } catch (Exception failed) {
                onExit(1);
            }
        }
    }
}
