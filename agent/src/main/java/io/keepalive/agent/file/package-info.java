/**
 * Files by system call: what a name leads to is examined before it is opened, and java.nio.file is not touched, because
 * its default provider is the application's to choose.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.jdk}.
 */
package io.keepalive.agent.file;
