// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import io.keepalive.compat.application.PlainApplication;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;

/**
 * The MBean server builder of an application server, chosen by -Djavax.management.builder.initial. It only works if
 * nothing asks for the platform MBean server before main has prepared it. The property own.delay.seconds delays that.
 */
public final class OwnMBeanServerBuilder extends MBeanServerBuilder {

    private static volatile boolean tooEarly;

    @Override
    public MBeanServer newMBeanServer(String domain, MBeanServer outer, MBeanServerDelegate delegate) {
        tooEarly |= !Boolean.getBoolean("own.ready");
        return super.newMBeanServer(domain, outer, delegate);
    }

    public static void main(String[] arguments) throws Exception {
        Thread.sleep(1000L * Integer.getInteger("own.delay.seconds", 0));
        System.setProperty("own.ready", "true");
        String domain = ManagementFactory.getPlatformMBeanServer().getDefaultDomain();
        System.out.println("domain " + domain + " asked too early " + tooEarly);
        PlainApplication.useConnectionAndExit();
    }
}
