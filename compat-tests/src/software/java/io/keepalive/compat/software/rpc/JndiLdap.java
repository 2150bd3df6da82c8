// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.keepalive.compat.software.Signals;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/** The LDAP provider of the JDK: reads a person, and again when its connection has been idle. */
public final class JndiLdap {

    private JndiLdap() {}

    public static void main(String[] arguments) throws Exception {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(Context.PROVIDER_URL, "ldap://" + arguments[0] + ":" + arguments[1]);
        environment.put(Context.SECURITY_PRINCIPAL, "cn=reader");
        environment.put(Context.SECURITY_CREDENTIALS, "secret");
        DirContext directory = new InitialDirContext(environment);
        read(directory);
        Signals.open();
        read(directory);
        directory.close();
    }

    private static void read(DirContext directory) throws Exception {
        System.out.println(directory.getAttributes("cn=Ada,dc=example,dc=com").get("sn"));
    }
}
