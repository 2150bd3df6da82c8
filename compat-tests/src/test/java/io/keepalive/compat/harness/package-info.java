/**
 * What the tests are told in: a JVM that is forked, the agent's folder with its configuration and log, the kernel's
 * own view of a process's sockets, and two hosts with a cable between them.
 */
package io.keepalive.compat.harness;
