package io.keepalive.agent.caller;

import java.io.FileDescriptor;
import java.lang.ref.WeakReference;

/** Who has asked for a connection that another thread brings about. Immutable. */
public final class Opener extends WeakReference<FileDescriptor> {

    private final String thread;
    private final Throwable callSite;

    /**
     * @param thread its name
     * @param callSite carries its stack, or null
     */
    Opener(FileDescriptor descriptor, String thread, Throwable callSite) {
        super(descriptor);
        this.thread = thread;
        this.callSite = callSite;
    }

    /** Whether it is of this descriptor, and not of an earlier one of the same number. */
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
