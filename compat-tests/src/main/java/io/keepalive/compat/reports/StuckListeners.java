package io.keepalive.compat.reports;

import io.keepalive.compat.application.StandardInput;
import io.keepalive.compat.application.UseOfSockets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.ObjectName;

/**
 * An application whose own listeners in the MBean server block.
 *
 * <ul>
 *   <li>{@code block registrations}: whoever registers the agent's MBean is held; prints {@code blocks}, and {@code held}
 *       when that has happened
 *   <li>{@code block listener}, {@code block filter}: whoever sends notifications of the agent's MBean is held, once it is there
 *   <li>{@code reset NAME}: opens a connection and is reset; prints {@code reset NAME}
 *   <li>{@code names}: whether the MBean is there
 *   <li>{@code release}: lets go whatever is held, and holds nothing more
 * </ul>
 */
public final class StuckListeners {

    private static final CountDownLatch RELEASED = new CountDownLatch(1);

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName agent;

    private StuckListeners() throws Exception {
        agent = new ObjectName("io.keepalive:type=KeepaliveAgent");
    }

    public static void main(String[] arguments) throws Exception {
        StuckListeners application = new StuckListeners();
        System.out.println("ready");
        for (String line = StandardInput.nextLine(); line != null; line = StandardInput.nextLine()) {
            application.perform(line);
        }
    }

    private void perform(String command) throws Exception {
        switch (command) {
            case "block registrations":
                server.addNotificationListener(
                        MBeanServerDelegate.DELEGATE_NAME,
                        (printed, handback) -> {
                            if (((MBeanServerNotification) printed)
                                    .getMBeanName()
                                    .equals(agent)) {
                                hold();
                            }
                        },
                        null,
                        null);
                break;
            case "block listener":
                awaitTheAgent();
                server.addNotificationListener(agent, (printed, handback) -> hold(), null, null);
                break;
            case "block filter":
                awaitTheAgent();
                server.addNotificationListener(
                        agent,
                        (printed, handback) -> {},
                        printed -> {
                            hold();
                            return false;
                        },
                        null);
                break;
            case "release":
                RELEASED.countDown();
                break;
            case "names":
                System.out.println("registered " + server.isRegistered(agent));
                return;
            default:
                beReset();
                System.out.println(command);
                return;
        }
        System.out.println("blocks");
    }

    private void awaitTheAgent() throws InterruptedException {
        while (!server.isRegistered(agent)) {
            Thread.sleep(20);
        }
    }

    /** Whatever else is done to this thread meanwhile. */
    private static void hold() {
        System.out.println("held");
        boolean released = false;
        while (!released) {
            try {
                RELEASED.await();
                released = true;
            } catch (InterruptedException stubborn) {
                // And goes on waiting.
            }
        }
    }

    private static void beReset() throws IOException {
        UseOfSockets sockets = new UseOfSockets();
        sockets.once();
        sockets.close();
    }
}
