/**
 * Applications under test: small programs as people write them, with main methods, on the Java 8 API. None knows
 * anything of keepalive unless that is what it is about, and none knows of the agent.
 *
 * <p>What they have in common: facts are printed on standard output, one a line; commands, where there are any, come
 * line by line on standard input; and each ends when standard input does, so that none outlives the test that
 * started it.
 */
package io.keepalive.compat.application;
