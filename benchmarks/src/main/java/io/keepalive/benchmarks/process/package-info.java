/** Programs that run beside the measurement, and what the kernel says of them. */
package io.keepalive.benchmarks.process;
