// SPDX-License-Identifier: Apache-2.0
/**
 * What the agent promises, shown on the jar that is shipped: each test starts real applications in JVMs of their own,
 * on the JDK that {@code compat.java.home} names.
 */
package io.keepalive.compat;
