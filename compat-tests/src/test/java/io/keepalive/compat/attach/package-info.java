// SPDX-License-Identifier: Apache-2.0
/**
 * Loading the agent into a running JVM and detaching it, and JVMs that cannot be attached to.
 */
package io.keepalive.compat.attach;
