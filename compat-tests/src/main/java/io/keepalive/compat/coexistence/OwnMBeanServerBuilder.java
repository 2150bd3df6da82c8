package io.keepalive.compat.coexistence;

import io.keepalive.compat.application.PlainApplication;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;

/**
 * An application server's MBean server: chosen with -Djavax.management.builder.initial, and only good if nobody has
 * asked for the platform's MBean server before main set things up. That may take a while: -Down.delay.seconds.
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
