// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.mail;

import io.keepalive.compat.software.Signals;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

/** An SMTP transport: sends a message, and another when its connection has been idle. */
public final class JakartaSmtp {

    private JakartaSmtp() {}

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
