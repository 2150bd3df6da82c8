// SPDX-License-Identifier: Apache-2.0
/** Hosts in network namespaces, whose cables can fail, and programs that inherit their sockets from a parent. */
package io.keepalive.testkit.network;
