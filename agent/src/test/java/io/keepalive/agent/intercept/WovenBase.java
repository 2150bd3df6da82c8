// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import java.io.FileDescriptor;

/** Declares a field for {@link Woven}, as the superclasses of the JDK's sockets do. */
public class WovenBase {

    protected FileDescriptor fd;

    protected WovenBase(FileDescriptor descriptor) {
        fd = descriptor;
    }
}
