package io.keepalive.compat.software.server;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** The OSGi bundles on the class path with an HTTP server. */
final class HttpBundles {

    private HttpBundles() {}

    static List<String> files() {
        List<String> files = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (new File(entry).getName().matches("org\\.apache\\.felix\\.http\\..*")) {
                files.add(entry);
            }
        }
        return files;
    }
}
