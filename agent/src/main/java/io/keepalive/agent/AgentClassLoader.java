// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.net.URL;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The agent's own class loader. It keeps the agent's classes apart from the application's class path and from other
 * versions of the agent, and lets them be collected after detach.
 *
 * <p>Reads its one jar itself: for every class a {@code URLClassLoader} checks the manifest, signatures and URLs and
 * asks its parents first, which doubles the agent's start time.
 *
 * <p>Loads classes in parallel: otherwise the JVM locks the whole loader whenever code of the agent first uses a class,
 * even one of the JDK's, and one thread held up by another agent's transformer would block all others.
 */
final class AgentClassLoader extends ClassLoader
        implements Closeable, Runnable, Function<Map.Entry<String, Instrumentation>, Void> {

    private static final String OWN = "io.keepalive.agent.";
    private static final String BRIDGE = "io.keepalive.agent.bridge.";
    private static final String CLASS_FILE = ".class";

    /**
     * Another agent's transformer may load the class itself while it is being defined, or block a class that it needs
     * for a moment. There is no pause between the attempts, because this may be the main thread; and there are several
     * attempts, because the JVM remembers a failure to resolve a referenced class for good.
     */
    private static final int ATTEMPTS = 3;

    private final ClassArchive archive;
    private final ProtectionDomain domain;
    private final boolean isCopy;
    private final Map<String, Boolean> packages = new ConcurrentHashMap<>();
    /** The JVM remembers a class that cannot be loaded, but not why. */
    private volatile IOException failure;

    static {
        registerAsParallelCapable();
    }

    /**
     * @param jar the agent's jar
     * @throws IOException where it cannot be read
     */
    AgentClassLoader(URL jar) throws IOException {
        super(platformLoader());
        this.archive = new ClassArchive(new File(URI.create(jar.toString())));
        this.domain = new ProtectionDomain(new CodeSource(jar, (Certificate[]) null), allPermissions());
        this.isCopy = false;
    }

    private AgentClassLoader(AgentClassLoader original) {
        super(platformLoader());
        this.archive = original.archive;
        this.domain = original.domain;
        this.isCopy = true;
    }

    /** Identifies the build of the jar. */
    int build() {
        return archive.build();
    }

    /** Why a class could not be read from the jar, or null. */
    IOException failure() {
        return failure;
    }

    /** A second loader of the same classes. It reads from this loader's open jar and must not be closed. */
    AgentClassLoader copy() {
        return new AgentClassLoader(this);
    }

    /**
     * The extension loader of Java 8, the platform loader of later versions: the one directly below the bootstrap
     * loader.
     */
    private static ClassLoader platformLoader() {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        while (loader.getParent() != null) {
            loader = loader.getParent();
        }
        return loader;
    }

    /** All permissions, so that a security manager of the application cannot block the agent's threads. */
    private static Permissions allPermissions() {
        Permissions all = new Permissions();
        all.add(new AllPermission());
        return all;
    }

    /**
     * Looks up the agent's classes here only. The bootstrap loader is asked for the bridge, and the JVM's loader of
     * {@code KeepaliveAgent} for the classes of this package, which both sides use.
     */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OWN) || name.startsWith(BRIDGE)) {
            return super.loadClass(name, resolve);
        }
        if (name.indexOf('.', OWN.length()) < 0) {
            return AgentClassLoader.class.getClassLoader().loadClass(name);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    /** Refuses to define the bridge: a second one would never be called. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(BRIDGE)) {
            throw new ClassNotFoundException(name + " is defined by the bootstrap loader only, and is missing there");
        }
        Class<?> defined = define(name, read(name));
        if (!isCopy) {
            archive.loaded(name);
        }
        return defined;
    }

    private Class<?> define(String name, byte[] classFile) {
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
        byte[] classFile;
        try {
            classFile = archive.classFile(name);
        } catch (IOException unreadable) {
            failure = unreadable;
            throw new ClassNotFoundException(name, unreadable);
        }
        if (classFile == null) {
            throw new ClassNotFoundException(name);
        }
        return classFile;
    }

    /** Java 8 has no package object until the loader defines one. */
    private void definePackageOf(String className) {
        String name = className.substring(0, className.lastIndexOf('.'));
        if (packages.putIfAbsent(name, true) == null && getPackage(name) == null) {
            definePackage(name, null, null, null, null, null, null, null);
        }
    }

    /** Reads the jar itself: the inherited method uses a URL, and the JDK would keep the jar open. */
    @Override
    public InputStream getResourceAsStream(String name) {
        try {
            byte[] content = name.endsWith(CLASS_FILE)
                    ? archive.classFile(name.substring(0, name.length() - CLASS_FILE.length())
                            .replace('/', '.'))
                    : archive.otherFile(name);
            return content == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(content);
        } catch (IOException unreadable) {
            return null;
        }
    }

    /**
     * Starts another agent in place of this one, with its classes loaded anew. Called through a type of the JDK,
     * because this class is not public: the application's class loader has it.
     *
     * @param start the agent's argument and the JVM's Instrumentation
     */
    @Override
    public Void apply(Map.Entry<String, Instrumentation> start) {
        AgentStart.restart(this, start.getKey(), start.getValue());
        return null;
    }

    /**
     * Makes this agent independent of its jar: what is not loaded yet is kept in memory, and the jar is closed. Called
     * through a type of the JDK, like {@link #apply}.
     *
     * @throws UncheckedIOException if the jar cannot be read or has been overwritten
     */
    @Override
    public void run() {
        try {
            archive.release();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Ends this agent: no more classes are loaded, and another agent may start. */
    @Override
    public void close() throws IOException {
        AgentStart.ended(this);
        archive.close();
    }
}
