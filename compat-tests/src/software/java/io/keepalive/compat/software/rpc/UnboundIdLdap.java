// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import io.keepalive.compat.software.Signals;

/** A pool of three connections: reads a person, and again when all have been idle. */
public final class UnboundIdLdap {

    private UnboundIdLdap() {}

    public static void main(String[] arguments) throws Exception {
        LDAPConnection first = new LDAPConnection(arguments[0], Integer.parseInt(arguments[1]), "cn=reader", "secret");
        LDAPConnectionPool pool = new LDAPConnectionPool(first, 3, 3);
        read(pool);
        Signals.open();
        read(pool);
        pool.close();
    }

    private static void read(LDAPConnectionPool pool) throws Exception {
        System.out.println(pool.getEntry("cn=Ada,dc=example,dc=com").getAttributeValue("sn"));
    }
}
