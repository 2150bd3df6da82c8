// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import io.keepalive.testkit.jvm.Jdk;
import java.util.ArrayList;
import java.util.List;

/** The connect kinds that the JDK under test supports. */
public final class SupportedConnectKinds {

    private SupportedConnectKinds() {}

    public static List<String> all() {
        List<String> kinds = new ArrayList<>(List.of(
                "blocking",
                "blocking-timeout",
                "subclass",
                "nio",
                "nio-selector",
                "adaptor",
                "adaptor-timeout",
                "aio-future",
                "aio-handler",
                "ssl",
                "ssl-layered",
                "socks"));
        if (Jdk.underTest().feature() >= 21) {
            kinds.add("virtual");
        }
        return kinds;
    }
}
