// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.checkpoint;

/**
 * Called around a checkpoint, on the thread that takes it: one of the application or of the JVM, which must not be kept
 * waiting for long.
 */
public interface CheckpointListener {

    /** Returns when nothing is open that would prevent the checkpoint, or after a limited time. */
    void beforeCheckpoint();

    /** The process was restored from the checkpoint, or the checkpoint has failed. Does not wait. */
    void afterRestore();
}
