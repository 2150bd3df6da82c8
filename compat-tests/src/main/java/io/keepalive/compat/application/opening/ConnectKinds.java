// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application.opening;

import java.util.LinkedHashMap;
import java.util.Map;

/** The kinds of connections that the tests name. */
public final class ConnectKinds {

    private static final Map<String, Opening> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("blocking", BlockingOpenings::plain);
        BY_NAME.put("blocking-timeout", BlockingOpenings::withTimeout);
        BY_NAME.put("subclass", BlockingOpenings::acceptedBySubclass);
        BY_NAME.put("nio", NioOpenings::blocking);
        BY_NAME.put("nio-selector", NioOpenings::selected);
        BY_NAME.put("adaptor", NioOpenings::throughAdaptors);
        BY_NAME.put("adaptor-timeout", NioOpenings::throughAdaptorsWithTimeout);
        BY_NAME.put("aio-future", AioOpenings::future);
        BY_NAME.put("aio-handler", AioOpenings::handler);
        BY_NAME.put("ssl", SslOpenings::ownSocket);
        BY_NAME.put("ssl-layered", SslOpenings::layered);
        BY_NAME.put("socks", SocksOpening::open);
        BY_NAME.put("virtual", VirtualThreadOpening::open);
    }

    private ConnectKinds() {}

    public static Opening named(String name) {
        Opening kind = BY_NAME.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("no kind called " + name + "; there are " + BY_NAME.keySet());
        }
        return kind;
    }
}
