/**
 * Which code and which thread of the application asked for something: the call site in a stack trace, and the thread
 * that started an asynchronous connect.
 *
 * <p>Lives in the agent's own class loader. Called on the application's threads. Depends on {@link
 * io.keepalive.agent.kernel}, for descriptors.
 */
package io.keepalive.agent.caller;
