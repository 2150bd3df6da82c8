// SPDX-License-Identifier: Apache-2.0
/** The agents that are compared, and programs that are timed, pinned to a processor or preloaded. */
package io.keepalive.benchmarks.process;
