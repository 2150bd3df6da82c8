// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.caller;

import java.io.FileDescriptor;
import java.lang.ref.WeakReference;

/** The thread and the call site that requested a connection which another thread completes. Immutable. */
public final class Opener extends WeakReference<FileDescriptor> {

    private final String thread;
    private final Throwable callSite;

    /**
     * @param thread the thread's name
     * @param callSite carries the stack, or null
     */
    Opener(FileDescriptor descriptor, String thread, Throwable callSite) {
        super(descriptor);
        this.thread = thread;
        this.callSite = callSite;
    }

    /** Whether it belongs to this descriptor and not to an earlier one of the same number. */
    boolean isOf(FileDescriptor descriptor) {
        return get() == descriptor;
    }

    public String thread() {
        return thread;
    }

    public Throwable callSite() {
        return callSite;
    }
}
