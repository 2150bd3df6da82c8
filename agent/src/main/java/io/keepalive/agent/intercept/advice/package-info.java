/**
 * What is woven into the JDK's methods. These classes never run: Byte Buddy copies the bytecode of their
 * methods into the JDK's.
 *
 * <p>The law for advice, for it runs as part of java.base on the application's threads:
 * <ul>
 *   <li>it calls {@link io.keepalive.agent.bridge.Bridge} and nothing else;
 *   <li>no fields, no other methods, no lambdas, no string concatenation, no class that java.base does not have;
 *   <li>{@code suppress = Throwable.class} on every method;
 *   <li>what fails in the application is looked at with {@code onThrowable} and left as it is.
 * </ul>
 */
package io.keepalive.agent.intercept.advice;
