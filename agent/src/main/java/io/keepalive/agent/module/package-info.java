/**
 * Named modules for the agent's own classes and for the bridge, on Java 9 and later: what the agent opens of the JDK is
 * open to them alone, and they are closed to everybody else. Whoever gets hold of one of their classes or objects, be it
 * by the class loader of an MBean or from the stack below a listener, can call nothing in it, by reflection either, but
 * what implements an interface of the JDK.
 *
 * <p>Compiled for Java 8 like the rest, but against the class library of the JDK that builds, and loaded only where there
 * are modules: the rest of the agent names it by text alone. Made by what {@code java.lang.reflect.Proxy} makes modules
 * with, since the public way, a module layer, resolves, and would hold main up for ten milliseconds more; without
 * reflection for the same reason. Depends on
 * {@link io.keepalive.agent.fault.RetriedCall} alone.
 */
package io.keepalive.agent.module;
