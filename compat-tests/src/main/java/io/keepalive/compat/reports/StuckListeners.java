// SPDX-License-Identifier: Apache-2.0
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
 *   <li>{@code block registrations}: blocks the thread that registers the agent's MBean; prints {@code blocks}, and
 *         {@code held} when that has happened
 *   <li>{@code block listener}, {@code block filter}: blocks the thread that sends notifications of the agent's MBean,
 *         once it is registered
 *   <li>{@code reset NAME}: opens a connection that is reset; prints {@code reset NAME}
 *   <li>{@code names}: whether the MBean is registered
 *   <li>{@code release}: releases blocked threads, and blocks no more
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

    /** Interrupts do not end the wait. */
    private static void hold() {
        System.out.println("held");
        boolean released = false;
        while (!released) {
            try {
                RELEASED.await();
                released = true;
            } catch (InterruptedException stubborn) {
                // Goes on waiting.
            }
        }
    }

    private static void beReset() throws IOException {
        UseOfSockets sockets = new UseOfSockets();
        sockets.once();
        sockets.close();
    }
}
