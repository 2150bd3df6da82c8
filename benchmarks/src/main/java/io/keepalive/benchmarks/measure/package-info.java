/** What is measured, a class for each idea. Depends on {@code figure} and {@code process}. */
package io.keepalive.benchmarks.measure;
