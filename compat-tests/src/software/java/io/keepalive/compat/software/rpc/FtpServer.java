// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.keepalive.compat.software.Signals;
import java.io.File;
import java.util.Collections;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** Apache FtpServer with one user, whose folder is the working directory. */
public final class FtpServer {

    private FtpServer() {}

    public static void main(String[] arguments) throws Exception {
        ListenerFactory listening = new ListenerFactory();
        listening.setServerAddress(arguments[0]);
        listening.setPort(0);
        Listener listener = listening.createListener();
        FtpServerFactory factory = new FtpServerFactory();
        factory.addListener("default", listener);
        BaseUser user = new BaseUser();
        user.setName("ada");
        user.setPassword("secret");
        user.setHomeDirectory(new File("").getAbsolutePath());
        user.setAuthorities(Collections.singletonList(new WritePermission()));
        factory.getUserManager().save(user);
        org.apache.ftpserver.FtpServer server = factory.createServer();
        server.start();
        Signals.listening(listener.getPort());
        Signals.open();
        server.stop();
    }
}
