// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.server;

import io.keepalive.compat.software.Signals;
import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.modules.Main;

/** WildFly's standalone server with an application of one page. */
public final class WildFly {

    private WildFly() {}

    public static void main(String[] arguments) throws Throwable {
        InputStream input = System.in;
        PrintStream output = System.out;
        System.setOut(System.err);
        int port = FreePort.at(arguments[0]);
        Path home = Distribution.unpack();
        Files.copy(WebArchive.withPage(new File("ROOT.war")).toPath(), home.resolve("standalone/deployments/ROOT.war"));
        withAnyPorts(home.resolve("standalone/configuration/standalone.xml"));
        System.setProperty("jboss.home.dir", home.toString());
        System.setProperty("jboss.http.port", String.valueOf(port));
        System.setProperty("jboss.bind.address", arguments[0]);
        Main.main(new String[] {"-mp", home.resolve("modules").toString(), "org.jboss.as.standalone"});
        FreePort.awaitPage("http://" + arguments[0] + ":" + port + "/");
        System.setIn(input);
        System.setOut(output);
        Signals.listening(port);
        Signals.open();
        System.exit(0);
    }

    /** So that several servers can run at the same time. */
    private static void withAnyPorts(Path file) throws Exception {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        String changed =
                text.replaceAll("\\$\\{jboss\\.(management\\.http|management\\.https|https|ajp)\\.port:\\d+}", "0");
        Files.write(file, changed.getBytes(StandardCharsets.UTF_8));
    }
}
