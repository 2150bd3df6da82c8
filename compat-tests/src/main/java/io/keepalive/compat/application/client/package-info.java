// SPDX-License-Identifier: Apache-2.0
/**
 * Connections of the four kinds that a Java program can read from: blocking sockets, blocking channels,
 * selectors and asynchronous channels.
 */
package io.keepalive.compat.application.client;
