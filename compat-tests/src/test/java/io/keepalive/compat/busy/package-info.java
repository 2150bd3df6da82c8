// SPDX-License-Identifier: Apache-2.0
/**
 * Connections in use whose peer falls silent: the busy timeout, which the watcher arms and takes back. Real dead peers
 * on hosts in network namespaces; the options are read from outside the JVM.
 */
package io.keepalive.compat.busy;
