// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.server;

import io.keepalive.compat.software.Signals;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.karaf.main.Main;

/** Karaf with the bundles of an HTTP server in it. */
public final class Karaf {

    private Karaf() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Distribution.unpack();
        int port = FreePort.at(arguments[0]);
        write(
                home.resolve("etc/org.apache.felix.http.cfg"),
                "org.apache.felix.http.host=" + arguments[0] + "\norg.osgi.service.http.port=" + port + "\n");
        Path features = home.resolve("etc/org.apache.karaf.features.cfg");
        String text = new String(Files.readAllBytes(features), StandardCharsets.ISO_8859_1);
        write(features, text.replaceAll(" (ssh|management|instance)/[0-9.]+, \\\\\n", "\\\\\n"));
        for (String name : new String[] {"karaf.home", "karaf.base"}) {
            System.setProperty(name, home.toString());
        }
        System.setProperty("karaf.data", home.resolve("data").toString());
        System.setProperty("karaf.etc", home.resolve("etc").toString());
        System.setProperty("karaf.log", home.resolve("data/log").toString());
        System.setProperty("karaf.startLocalConsole", "false");
        System.setProperty("karaf.startRemoteShell", "false");
        System.setProperty("karaf.shutdown.port", "-1");
        System.setProperty("karaf.lock", "false");
        Main karaf = new Main(new String[0]);
        karaf.launch();
        HttpBundles.start(karaf.getFramework().getBundleContext());
        FreePort.awaitPage("http://" + arguments[0] + ":" + port + "/page.txt");
        Signals.listening(port);
        Signals.open();
        karaf.destroy();
        System.exit(0);
    }

    private static void write(Path file, String text) throws Exception {
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
