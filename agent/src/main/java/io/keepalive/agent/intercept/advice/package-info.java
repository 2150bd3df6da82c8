/**
 * The advice that is woven into the JDK's methods. These classes never run themselves: Byte Buddy copies the bytecode of
 * their methods into the JDK's.
 *
 * <p>Advice runs as part of java.base on application threads, so these rules hold for it:
 *
 * <ul>
 *   <li>it calls {@link io.keepalive.agent.bridge.Bridge} and nothing else;
 *   <li>no fields, no other methods, no lambdas, no string concatenation, no class from outside java.base;
 *   <li>{@code suppress = Throwable.class} on every method;
 *   <li>an exception of the application is read with {@code onThrowable} and never changed.
 * </ul>
 */
package io.keepalive.agent.intercept.advice;
