// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.server;

import java.io.File;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The OSGi bundles of Felix's HTTP server on the class path, and one with a page. */
final class HttpBundles {

    private HttpBundles() {}

    static void start(BundleContext framework) throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (new File(entry).getName().startsWith("org.apache.felix.http.")) {
                bundles.add(framework.installBundle("file:" + entry));
            }
        }
        Bundle pages = framework.installBundle("file:" + pages());
        bundles.add(pages);
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        while (pages.getBundleContext() == null) { // until the framework has reached the bundle's start level
            Thread.sleep(100);
        }
        Hashtable<String, Object> resource = new Hashtable<>();
        resource.put("osgi.http.whiteboard.resource.pattern", "/page.txt");
        resource.put("osgi.http.whiteboard.resource.prefix", "/page.txt");
        pages.getBundleContext().registerService(Object.class.getName(), new Object(), resource);
    }

    private static File pages() throws Exception {
        File file = new File("pages.jar").getAbsoluteFile();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "pages");
        try (JarOutputStream jar = new JarOutputStream(new FileOutputStream(file), manifest)) {
            jar.putNextEntry(new JarEntry("page.txt"));
            jar.write("a page".getBytes(StandardCharsets.US_ASCII));
        }
        return file;
    }
}
