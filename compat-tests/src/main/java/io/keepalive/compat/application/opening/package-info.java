// SPDX-License-Identifier: Apache-2.0
/**
 * Every way in which a Java program can open and accept a TCP connection, one class for each API. Each prints
 * the ports of both ends.
 */
package io.keepalive.compat.application.opening;
