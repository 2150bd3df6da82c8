// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.mail;

import io.keepalive.compat.software.Signals;
import java.util.Properties;
import javax.mail.Message;
import javax.mail.Session;
import javax.mail.Transport;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;

/** An SMTP transport: sends a message, and another when its connection has been idle. */
public final class JavaxSmtp {

    private JavaxSmtp() {}

    public static void main(String[] arguments) throws Exception {
        Session session = Session.getInstance(new Properties());
        Transport transport = session.getTransport("smtp");
        transport.connect(arguments[0], Integer.parseInt(arguments[1]), "ada", "secret");
        send(session, transport);
        Signals.open();
        send(session, transport);
        transport.close();
    }

    private static void send(Session session, Transport transport) throws Exception {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress("ada@example.com"));
        message.setRecipients(Message.RecipientType.TO, "ada@example.com");
        message.setSubject("a message");
        message.setText("a text");
        transport.sendMessage(message, message.getAllRecipients());
        System.out.println("sent to " + message.getAllRecipients()[0]);
    }
}
