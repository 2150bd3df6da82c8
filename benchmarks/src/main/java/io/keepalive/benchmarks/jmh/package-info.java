// SPDX-License-Identifier: Apache-2.0
/** What happens inside a process, for JMH. Runs in JVMs of its own, from Java 8 on. Depends on nothing but JMH. */
package io.keepalive.benchmarks.jmh;
