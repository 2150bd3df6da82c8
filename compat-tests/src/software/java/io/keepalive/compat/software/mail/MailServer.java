// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.keepalive.compat.software.Signals;

/** GreenMail with one user. Arguments: the address, and the protocol, {@code imap} or {@code smtp}. */
public final class MailServer {

    private MailServer() {}

    public static void main(String[] arguments) throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, arguments[0], arguments[1]));
        server.setUser("ada@example.com", "ada", "secret");
        server.start();
        boolean smtp = arguments[1].equals("smtp");
        Signals.listening(smtp ? server.getSmtp().getPort() : server.getImap().getPort());
        Signals.open();
        server.stop();
    }
}
