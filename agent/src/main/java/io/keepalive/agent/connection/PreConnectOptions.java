// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.policy.AppSetOptions;
import java.io.FileDescriptor;
import java.lang.ref.WeakReference;

/** The options that the application has set on a descriptor before it was connected. Immutable. */
final class PreConnectOptions extends WeakReference<FileDescriptor> {

    private final int appSet;

    /** @param appSet see {@link AppSetOptions} */
    PreConnectOptions(FileDescriptor descriptor, int appSet) {
        super(descriptor);
        this.appSet = appSet;
    }

    /** The options, see {@link AppSetOptions}; nothing if they were set on an earlier descriptor of the same number. */
    int of(FileDescriptor descriptor) {
        return get() == descriptor ? appSet : AppSetOptions.NOTHING;
    }
}
