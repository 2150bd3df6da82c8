package io.keepalive.agent.connection;

import io.keepalive.agent.policy.AppSetOptions;
import java.io.FileDescriptor;
import java.lang.ref.WeakReference;

/** What the application has chosen on a descriptor whose connection does not stand yet. Immutable. */
final class PreConnectOptions extends WeakReference<FileDescriptor> {

    private final int choice;

    PreConnectOptions(FileDescriptor descriptor, int choice) {
        super(descriptor);
        this.choice = choice;
    }

    /** The choice, see {@link AppSetOptions}; nothing if it was made on an earlier descriptor of the same number. */
    int of(FileDescriptor descriptor) {
        return get() == descriptor ? choice : AppSetOptions.NOTHING;
    }
}
