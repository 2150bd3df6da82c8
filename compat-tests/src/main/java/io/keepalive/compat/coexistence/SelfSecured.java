// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import io.keepalive.compat.application.StandardInput;
import io.keepalive.compat.application.opening.ConnectKinds;
import java.io.FileInputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketPermission;
import java.security.CodeSource;
import java.security.Permission;
import java.security.PermissionCollection;
import java.security.Permissions;
import java.security.Policy;
import java.security.ProtectionDomain;
import java.util.PropertyPermission;
import java.util.concurrent.Callable;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanPermission;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * An application that installs a security manager itself, as search engines do, with a policy that grants its own
 * classes what sockets need and grants nothing to other code, agents included.
 *
 * <p>Argument: {@code -first} installs it in the first statement of main, beside the start of an agent. Commands:
 *
 * <ul>
 *   <li>{@code secure}: installs it now
 *   <li>{@code deny}: installs another security manager, which denies everything in /proc to every caller
 *   <li>{@code open KIND NAME}: opens a connection to itself and prints both ends under that name
 *   <li>{@code reset}: opens a connection to itself and resets it at the accepting end
 *   <li>{@code forge FILE}: sends the agent a command in a file, as the JVM would, with no Instrumentation and with a
 *         forged one
 *   <li>{@code jmx}: prints the agent's mode from its MBean
 *   <li>{@code rights}: prints {@code may NAME: OUTCOME} for some permitted and some denied actions
 * </ul>
 */
public final class SelfSecured {

    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

    private static Socket kept;

    private SelfSecured() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            secure();
        }
        System.out.println("ready");
        for (String line = StandardInput.nextLine(); line != null; line = StandardInput.nextLine()) {
            perform(line.split(" "));
            System.out.println("done " + line);
        }
    }

    private static void perform(String[] words) throws Exception {
        switch (words[0]) {
            case "secure":
                secure();
                break;
            case "deny":
                System.setSecurityManager(new NoProc());
                break;
            case "open":
                ConnectKinds.named(words[1]).open().print(words[2]);
                break;
            case "reset":
                reset();
                break;
            case "forge":
                forge(words[1]);
                break;
            case "jmx":
                System.out.println("mode " + mode());
                break;
            default:
                printRights();
        }
    }

    private static void secure() {
        Policy.setPolicy(new OwnPolicy(SelfSecured.class.getProtectionDomain().getCodeSource()));
        System.setSecurityManager(new SecurityManager());
    }

    private static void reset() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            kept = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
            Socket accepted = server.accept();
            accepted.setSoLinger(true, 0);
            accepted.close();
        }
    }

    /** The MBean is registered some seconds after the start of the agent. */
    private static Object mode() throws Exception {
        while (true) {
            try {
                return BEANS.getAttribute(new ObjectName("io.keepalive:type=KeepaliveAgent"), "Mode");
            } catch (InstanceNotFoundException notYet) {
                Thread.sleep(100);
            }
        }
    }

    private static void forge(String file) throws Exception {
        Class<?> instrumentation = Class.forName("java.lang.instrument.Instrumentation");
        Object forged = Proxy.newProxyInstance(
                SelfSecured.class.getClassLoader(), new Class<?>[] {instrumentation}, (self, method, values) -> null);
        Method agentmain = Class.forName("io.keepalive.agent.KeepaliveAgent")
                .getMethod("agentmain", String.class, instrumentation);
        agentmain.invoke(null, "command:" + file, null);
        agentmain.invoke(null, "command:" + file, forged);
    }

    private static void printRights() {
        printOutcome("read a property", () -> System.getProperty("java.version") != null);
        printOutcome("read a file", () -> {
            new FileInputStream("/proc/self/status").close();
            return true;
        });
        printOutcome("make a class loader", () -> new ClassLoader() {} != null);
        printOutcome("stop the security", () -> {
            System.setSecurityManager(null);
            return true;
        });
    }

    private static void printOutcome(String what, Callable<Boolean> attempt) {
        try {
            System.out.println("may " + what + ": " + attempt.call());
        } catch (Exception refused) {
            System.out.println("may " + what + ": " + refused);
        }
    }

    /** Grants the JDK everything and the application what its sockets need. */
    private static final class OwnPolicy extends Policy {

        private final CodeSource application;
        private final Permissions granted = new Permissions();

        OwnPolicy(CodeSource application) {
            this.application = application;
            granted.add(new SocketPermission("*", "accept,connect,listen,resolve"));
            granted.add(new PropertyPermission("*", "read"));
            granted.add(new MBeanPermission("*", "getAttribute"));
        }

        @Override
        public PermissionCollection getPermissions(CodeSource source) {
            return new Permissions();
        }

        @Override
        public boolean implies(ProtectionDomain domain, Permission permission) {
            CodeSource source = domain.getCodeSource();
            if (application.equals(source)) {
                return granted.implies(permission);
            }
            return source == null || isOfTheJdk(source);
        }

        private static boolean isOfTheJdk(CodeSource source) {
            String location = String.valueOf(source.getLocation());
            return location.startsWith("jrt:") || location.contains("/jre/lib/ext/");
        }
    }

    /** Denies access regardless of the permissions of the caller. */
    private static final class NoProc extends SecurityManager {

        @Override
        public void checkPermission(Permission permission) {
            if (permission.getName().startsWith("/proc")) {
                throw new SecurityException("/proc is denied here");
            }
        }
    }
}
