// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.mail;

import com.sun.mail.imap.IMAPFolder;
import io.keepalive.compat.software.Signals;
import java.util.Properties;
import javax.mail.Folder;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Store;

/** Waits for messages with IMAP IDLE, and counts the messages before and after. */
public final class JavaxImap {

    private JavaxImap() {}

    public static void main(String[] arguments) throws Exception {
        Store store = Session.getInstance(new Properties()).getStore("imap");
        store.connect(arguments[0], Integer.parseInt(arguments[1]), "ada", "secret");
        IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
        inbox.open(Folder.READ_WRITE);
        System.out.println(inbox.getMessageCount());
        Thread waiting = new Thread(() -> await(inbox));
        waiting.setDaemon(true);
        waiting.start();
        Signals.open();
        System.out.println(inbox.getMessageCount());
        inbox.close(false);
        store.close();
    }

    private static void await(IMAPFolder inbox) {
        try {
            inbox.idle(true);
        } catch (MessagingException | IllegalStateException closed) {
            // The program ends.
        }
    }
}
