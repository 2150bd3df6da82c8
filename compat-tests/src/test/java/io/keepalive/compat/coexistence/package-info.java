// SPDX-License-Identifier: Apache-2.0
/**
 * The agent beside other code in the same JVM: other agents, a SecurityManager, hostile applications, and the
 * system calls that it must never issue.
 */
package io.keepalive.compat.coexistence;
