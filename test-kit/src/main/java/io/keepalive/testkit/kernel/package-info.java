// SPDX-License-Identifier: Apache-2.0
/** What the kernel reports of a process's sockets and threads, read from outside that process. */
package io.keepalive.testkit.kernel;
