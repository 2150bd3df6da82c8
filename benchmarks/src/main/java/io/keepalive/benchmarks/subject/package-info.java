// SPDX-License-Identifier: Apache-2.0
/** The programs that are measured, in JVMs of their own, from Java 8 on. Depends on nothing. */
package io.keepalive.benchmarks.subject;
