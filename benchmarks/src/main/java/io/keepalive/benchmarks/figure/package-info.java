// SPDX-License-Identifier: Apache-2.0
/** Numbers: samples, medians, ratios of pairs, targets. Pure; depends on nothing. */
package io.keepalive.benchmarks.figure;
