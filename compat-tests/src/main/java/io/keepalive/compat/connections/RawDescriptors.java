// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import java.lang.reflect.Method;
import java.util.Arrays;

/** System calls on descriptor numbers, through natives of the JDK; {@code sun.nio.fs} must be open. */
final class RawDescriptors {

    private RawDescriptors() {}

    /** @param name of the native, such as {@code dup} or {@code close} */
    static Object call(String name, int number) throws Exception {
        Class<?> dispatcher = Class.forName("sun.nio.fs.UnixNativeDispatcher");
        Method method = Arrays.stream(dispatcher.getDeclaredMethods())
                .filter(each -> each.getName().equals(name) && each.getParameterCount() == 1)
                .findFirst()
                .get();
        method.setAccessible(true);
        return method.invoke(null, number);
    }
}
