// SPDX-License-Identifier: Apache-2.0
/** What is measured, a class for each idea. Depends on {@code figure}, {@code process} and {@code jmh}. */
package io.keepalive.benchmarks.measure;
