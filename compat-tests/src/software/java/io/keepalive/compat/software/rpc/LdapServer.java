// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import io.keepalive.compat.software.Signals;
import java.net.InetAddress;

/** UnboundID's directory in memory, with one person. */
public final class LdapServer {

    private LdapServer() {}

    public static void main(String[] arguments) throws Exception {
        InMemoryDirectoryServerConfig configuration = new InMemoryDirectoryServerConfig("dc=example,dc=com");
        configuration.addAdditionalBindCredentials("cn=reader", "secret");
        configuration.setSchema(null);
        configuration.setListenerConfigs(
                new InMemoryListenerConfig("ldap", InetAddress.getByName(arguments[0]), 0, null, null, null));
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(configuration);
        server.add("dn: dc=example,dc=com", "objectClass: domain", "dc: example");
        server.add("dn: cn=Ada,dc=example,dc=com", "objectClass: person", "cn: Ada", "sn: Lovelace");
        server.startListening();
        Signals.listening(server.getListenPort());
        Signals.open();
        server.shutDown(true);
    }
}
