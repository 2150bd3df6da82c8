// SPDX-License-Identifier: Apache-2.0
/**
 * Where reports go: the log, JMX, Prometheus, Flight Recorder and inherited streams, and what slow or failing
 * receivers may not hold up.
 */
package io.keepalive.compat.reports;
