// SPDX-License-Identifier: Apache-2.0
/**
 * Named modules for the agent's own classes and for the bridge, on Java 9 and later: JDK packages that the agent opens
 * are open to these modules only, and the modules are closed to all other code. Code that obtains one of their classes
 * or objects, for example through the class loader of an MBean or the stack below a listener, can call only methods
 * that implement an interface of the JDK, by reflection too.
 *
 * <p>Compiled at Java 8 language level like the rest, but against the class library of the building JDK, and loaded
 * only where there are modules: the rest of the agent refers to it by name. It creates modules with the internals that
 * {@code java.lang.reflect.Proxy} uses. The public way, a module layer, runs a resolution and would delay the start by ten
 * milliseconds more; reflection is avoided for the same reason. Depends on {@link io.keepalive.agent.fault.RetriedCall}
 * alone.
 */
package io.keepalive.agent.module;
