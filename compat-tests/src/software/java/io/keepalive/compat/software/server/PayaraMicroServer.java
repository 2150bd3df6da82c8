// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.server;

import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import io.keepalive.compat.software.Signals;
import java.io.File;

/** Payara Micro with an application of one page. */
public final class PayaraMicroServer {

    private PayaraMicroServer() {}

    public static void main(String[] arguments) throws Exception {
        int port = FreePort.at(arguments[0]);
        PayaraMicroRuntime runtime = PayaraMicro.getInstance()
                .setHttpPort(port)
                .setNoCluster(true)
                .setNoHazelcast(true)
                .addDeploymentFile(WebArchive.withPage(new File("page.war")))
                .bootStrap();
        Signals.listening(port);
        Signals.open();
        runtime.shutdown();
        System.exit(0);
    }
}
