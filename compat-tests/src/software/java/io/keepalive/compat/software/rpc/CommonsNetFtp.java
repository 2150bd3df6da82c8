// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.keepalive.compat.software.Signals;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.net.ftp.FTPClient;

/** Stores a file, and is idle meanwhile on the control connection and the one for data. */
public final class CommonsNetFtp {

    private CommonsNetFtp() {}

    public static void main(String[] arguments) throws Exception {
        FTPClient client = new FTPClient();
        client.connect(arguments[0], Integer.parseInt(arguments[1]));
        System.out.println(client.login("ada", "secret"));
        client.enterLocalPassiveMode();
        try (OutputStream file = client.storeFileStream("stored.txt")) {
            file.write("first ".getBytes(StandardCharsets.US_ASCII));
            file.flush();
            Signals.open();
            file.write("second".getBytes(StandardCharsets.US_ASCII));
        }
        System.out.println(client.completePendingCommand());
        System.out.println(client.listFiles("stored.txt")[0].getSize());
        client.logout();
        client.disconnect();
    }
}
