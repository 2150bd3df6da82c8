package io.keepalive.compat.startup;

import io.keepalive.compat.application.ClassLoadRecorder;
import io.keepalive.compat.application.Connections;
import java.util.Collections;

/** Prints which classes were loaded before its main began. Needs {@link ClassLoadRecorder}. */
public final class LoadsBeforeMain {

    private LoadsBeforeMain() {}

    public static void main(String[] arguments) throws Exception {
        ClassLoadRecorder.printSince(Collections.emptyList());
        Connections.holdOpen();
    }
}
