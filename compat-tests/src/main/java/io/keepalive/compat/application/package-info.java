// SPDX-License-Identifier: Apache-2.0
/**
 * Applications under test: small programs with main methods, as people write them, on the Java 8 API. Most do not use
 * keepalive, and none refers to the agent.
 *
 * <p>They print facts on standard output, one per line, read commands from standard input, one per line, and end when
 * standard input does, so that none outlives its test. Programs of one feature are in the package of that feature.
 */
package io.keepalive.compat.application;
