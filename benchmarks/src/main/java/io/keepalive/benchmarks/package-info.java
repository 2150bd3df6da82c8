// SPDX-License-Identifier: Apache-2.0
/** The command line of the measurements. */
package io.keepalive.benchmarks;
