// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.server;

import io.keepalive.compat.software.Signals;
import java.io.File;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.launch.Framework;

/** Felix's OSGi framework with Felix's HTTP server. */
public final class Felix {

    private Felix() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream output = System.out;
        System.setOut(System.err);
        int port = FreePort.at(arguments[0]);
        Map<String, String> settings = new HashMap<>();
        settings.put("org.osgi.framework.storage", new File("bundles").getAbsolutePath());
        settings.put("org.apache.felix.http.host", arguments[0]);
        settings.put("org.osgi.service.http.port", String.valueOf(port));
        Framework framework = new org.apache.felix.framework.FrameworkFactory().newFramework(settings);
        framework.start();
        HttpBundles.start(framework.getBundleContext());
        FreePort.awaitPage("http://" + arguments[0] + ":" + port + "/page.txt");
        System.setOut(output);
        Signals.listening(port);
        Signals.open();
        System.setOut(System.err);
        framework.stop();
        framework.waitForStop(60_000);
        System.exit(0);
    }
}
