/** The command line of the measurements. */
package io.keepalive.benchmarks;
