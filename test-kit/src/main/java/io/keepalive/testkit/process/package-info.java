// SPDX-License-Identifier: Apache-2.0
/** Starts processes, reads their output and traces their system calls. */
package io.keepalive.testkit.process;
