// SPDX-License-Identifier: Apache-2.0
/**
 * What the agent does before and beside main: the order of the start, loaded classes, output on the console,
 * and failures that must not reach the application.
 */
package io.keepalive.compat.startup;
