// SPDX-License-Identifier: Apache-2.0
/**
 * JVMs that differ from the usual one as a whole: another socket implementation, another processor, class files that the
 * agent cannot read. On each, every kind of connection has the policy and a dead peer is reported.
 */
package io.keepalive.compat.platform;
