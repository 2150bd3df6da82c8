// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import io.keepalive.compat.application.ClassLoadRecorder;
import io.keepalive.compat.application.OneOfEachKind;
import java.util.Collections;

/** Prints the classes that were loaded before main. Needs {@link ClassLoadRecorder}. */
public final class LoadsBeforeMain {

    private LoadsBeforeMain() {}

    public static void main(String[] arguments) throws Exception {
        ClassLoadRecorder.printSince(Collections.emptyList());
        OneOfEachKind.holdOpen();
    }
}
