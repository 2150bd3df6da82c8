/** Numbers: samples, medians, ratios of pairs, targets. Pure; depends on nothing. */
package io.keepalive.benchmarks.figure;
