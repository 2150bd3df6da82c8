package io.keepalive.compat.software.server;

import io.keepalive.compat.software.Signals;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wildfly.core.embedded.EmbeddedProcessFactory;
import org.wildfly.core.embedded.StandaloneServer;

/** WildFly's standalone server, embedded, with an application of one page. */
public final class WildFly {

    private WildFly() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Distribution.unpack();
        Path war = WebArchive.withPage(new File("ROOT.war")).toPath();
        Path deployments = home.resolve("standalone/deployments");
        Files.copy(war, deployments.resolve("ROOT.war"));
        int port = FreePort.at(arguments[0]);
        System.setProperty("jboss.http.port", String.valueOf(port));
        System.setProperty("jboss.bind.address", arguments[0]);
        StandaloneServer server =
                EmbeddedProcessFactory.createStandaloneServer(home.toString(), null, null, new String[0]);
        server.start();
        while (!Files.exists(deployments.resolve("ROOT.war.deployed"))) {
            Thread.sleep(50);
        }
        Signals.listening(port);
        Signals.open();
        server.stop();
        System.exit(0);
    }
}
