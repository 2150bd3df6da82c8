package io.keepalive.agent;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The agent's own class loader, so that neither the application's class path nor another version of the agent can get
 * between its classes, and so that they can be collected once it is detached.
 *
 * <p>Reads its one jar by itself: a {@code URLClassLoader} looks at the manifest, at signatures and at URLs for every
 * class, and asks its parents first, which doubles the time until the agent is at work.
 *
 * <p>Loads in parallel: otherwise the JVM takes the lock of the whole loader wherever code of the agent first meets a
 * class, one of the JDK's too, and a thread that another agent's transformer keeps would keep all others with it.
 */
final class AgentClassLoader extends ClassLoader
        implements Closeable, Function<Map.Entry<String, Instrumentation>, Void> {

    private static final String OWN = "io.keepalive.agent.";
    private static final String BRIDGE = "io.keepalive.agent.bridge.";

    /**
     * Another agent's transformer may load the class itself while it is being defined, or be in the way of a class that it
     * needs. Without a pause, since this may be main's thread: what a class refers to and could not get when it was first
     * needed, the JVM refuses for good.
     */
    private static final int ATTEMPTS = 3;

    private final URL location;
    private final ZipFile jar;
    private final ProtectionDomain domain;
    private final Map<String, Boolean> packages = new ConcurrentHashMap<>();

    static {
        registerAsParallelCapable();
    }

    /**
     * @param jar the agent's jar
     * @throws IOException where it cannot be read
     */
    AgentClassLoader(URL jar) throws IOException {
        super(platformLoader());
        this.location = jar;
        this.jar = new ZipFile(new File(URI.create(jar.toString())));
        this.domain = new ProtectionDomain(new CodeSource(jar, (Certificate[]) null), allPermissions());
    }

    private AgentClassLoader(AgentClassLoader original) {
        super(platformLoader());
        this.location = original.location;
        this.jar = original.jar;
        this.domain = original.domain;
    }

    /** Another one of the same classes. Reads them from what this one has open, and is not to be closed. */
    AgentClassLoader another() {
        return new AgentClassLoader(this);
    }

    /** The extension loader of Java 8 and the platform loader of later ones: the last below the bootstrap loader. */
    private static ClassLoader platformLoader() {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        while (loader.getParent() != null) {
            loader = loader.getParent();
        }
        return loader;
    }

    /** An application that installs a security manager must not cut off the agent's threads. */
    private static Permissions allPermissions() {
        Permissions all = new Permissions();
        all.add(new AllPermission());
        return all;
    }

    /** The agent's classes are looked for here alone; the bridge lives in the bootstrap loader, which is asked for it. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OWN) || name.startsWith(BRIDGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    /** A second bridge here would be a bridge to nowhere. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(BRIDGE)) {
            throw new ClassNotFoundException(name + " belongs into the bootstrap loader and is not there");
        }
        byte[] classFile = read(name);
        definePackageOf(name);
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return defineClass(name, classFile, 0, classFile.length, domain);
            } catch (LinkageError failure) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
            }
        }
        return defineClass(name, classFile, 0, classFile.length, domain);
    }

    private byte[] read(String name) throws ClassNotFoundException {
        try {
            ZipEntry entry = jar.getEntry(name.replace('.', '/').concat(".class"));
            if (entry == null) {
                throw new ClassNotFoundException(name);
            }
            return read(entry);
        } catch (IOException | IllegalStateException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    private byte[] read(ZipEntry entry) throws IOException {
        byte[] bytes = new byte[(int) entry.getSize()];
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            in.readFully(bytes);
        }
        return bytes;
    }

    /** Java 8 knows no package unless it is told of it. */
    private void definePackageOf(String className) {
        String name = className.substring(0, className.lastIndexOf('.'));
        if (packages.putIfAbsent(name, true) == null && getPackage(name) == null) {
            definePackage(name, null, null, null, null, null, null, null);
        }
    }

    /** From the jar itself: through a URL, as the inherited method goes, the JDK would keep it open. */
    @Override
    public InputStream getResourceAsStream(String name) {
        try {
            ZipEntry entry = jar.getEntry(name);
            return entry == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(read(entry));
        } catch (IOException | IllegalStateException unreadable) {
            return null;
        }
    }

    @Override
    protected URL findResource(String name) {
        try {
            return jar.getEntry(name) == null ? null : new URL("jar:" + location + "!/" + name);
        } catch (MalformedURLException | IllegalStateException unreadable) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL resource = findResource(name);
        return resource == null
                ? Collections.emptyEnumeration()
                : Collections.enumeration(Collections.singleton(resource));
    }

    /**
     * The agent asks for another in its place, whose classes are loaded anew. By a type of the JDK's that is there anyway:
     * main loads this class, and the agent's classes do not know it.
     *
     * @param start the agent's argument, and the JVM's Instrumentation
     */
    @Override
    public Void apply(Map.Entry<String, Instrumentation> start) {
        KeepaliveAgent.startAnother(this, start.getKey(), start.getValue());
        return null;
    }

    /** The agent is gone: no class is loaded any more, and another agent may come. */
    @Override
    public void close() throws IOException {
        KeepaliveAgent.PRESENT.compareAndSet(this, null);
        jar.close();
    }
}
