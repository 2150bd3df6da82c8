// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.keepalive.compat.software.Signals;
import org.omg.CORBA.ORB;
import org.omg.CosNaming.NameComponent;
import org.omg.CosNaming.NamingContext;
import org.omg.CosNaming.NamingContextHelper;

/** Calls a CORBA object with the ORB of Java 8, and again when its connection has been idle. */
public final class CorbaClient {

    private CorbaClient() {}

    public static void main(String[] arguments) throws Exception {
        ORB orb = ORB.init(new String[0], null);
        NamingContext names = NamingContextHelper.narrow(
                orb.string_to_object("corbaloc::" + arguments[0] + ":" + arguments[1] + "/NameService"));
        NameComponent[] name = {new NameComponent("orders", "context")};
        names.bind_new_context(name);
        System.out.println(NamingContextHelper.narrow(names.resolve(name))._is_a(NamingContextHelper.id()));
        Signals.open();
        names.unbind(name);
        System.out.println("unbound");
        orb.destroy();
    }
}
