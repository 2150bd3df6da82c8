package io.keepalive.compat.software.server;

import io.keepalive.compat.software.Signals;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** An OSGi framework with the bundles on the class path whose names contain ".http.", an HTTP server. */
public final class Felix {

    private Felix() {}

    public static void main(String[] arguments) throws Exception {
        int port = FreePort.at(arguments[0]);
        Map<String, String> settings = new HashMap<>();
        settings.put("org.osgi.framework.storage", new File("bundles").getAbsolutePath());
        settings.put("org.apache.felix.http.host", arguments[0]);
        settings.put("org.osgi.service.http.port", String.valueOf(port));
        FrameworkFactory factory = (FrameworkFactory) Class.forName("org.apache.felix.framework.FrameworkFactory")
                .getConstructor()
                .newInstance();
        Framework framework = factory.newFramework(settings);
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (String file : HttpBundles.files()) {
            bundles.add(framework.getBundleContext().installBundle("file:" + file));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        FreePort.awaitServer(arguments[0], port);
        Signals.listening(port);
        Signals.open();
        framework.stop();
        framework.waitForStop(60_000);
        System.exit(0);
    }
}
