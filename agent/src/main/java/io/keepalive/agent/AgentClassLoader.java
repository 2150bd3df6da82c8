package io.keepalive.agent;

import java.net.URL;
import java.net.URLClassLoader;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.PermissionCollection;
import java.security.Permissions;

/**
 * The agent's own class loader, so that neither the application's class path nor another version of the agent can get
 * between its classes, and so that they can be collected once it is detached.
 */
final class AgentClassLoader extends URLClassLoader {

    private static final String BRIDGE = "io.keepalive.agent.bridge.";

    /** @param jar the agent's jar */
    AgentClassLoader(URL jar) {
        super(new URL[] {jar}, loaderOfThePlatform());
    }

    /** The extension loader of Java 8 and the platform loader of later ones: the last below the bootstrap loader. */
    private static ClassLoader loaderOfThePlatform() {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        while (loader.getParent() != null) {
            loader = loader.getParent();
        }
        return loader;
    }

    /** The bridge lives in the bootstrap loader; a second one here would be a bridge to nowhere. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(BRIDGE)) {
            throw new ClassNotFoundException(name + " belongs into the bootstrap loader and is not there");
        }
        return super.findClass(name);
    }

    /** An application that installs a security manager must not cut off the agent's threads. */
    @Override
    protected PermissionCollection getPermissions(CodeSource source) {
        PermissionCollection all = new Permissions();
        all.add(new AllPermission());
        return all;
    }
}
