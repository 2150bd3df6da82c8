// SPDX-License-Identifier: Apache-2.0
/**
 * Files by system call: a file is examined before it is opened, and java.nio.file is not used, because the application
 * may want to choose its default provider.
 *
 * <p>Loaded by the agent's own class loader. Depends on {@link io.keepalive.agent.jdk}.
 */
package io.keepalive.agent.file;
