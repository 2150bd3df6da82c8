// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.fault;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** What is woven into the beginning of a method. Uses classes of the JDK alone: the agent's class loader has no others. */
final class FaultAdvice {

    private FaultAdvice() {}

    /** The name of the property that arms the fault. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Property {}

    @Advice.OnMethodEnter
    static void enter(@Property String property) {
        String fault = System.getProperty(property);
        if (fault == null) {
            return;
        }
        if (fault.equals("EXCEPTION")) {
            throw new IllegalStateException("injected");
        }
        if (fault.equals("MEMORY")) {
            System.setProperty(property, String.valueOf(new long[Integer.MAX_VALUE].length));
        }
        if (fault.equals("STACK")) {
            List<Object> first = new ArrayList<Object>();
            List<Object> second = new ArrayList<Object>();
            first.add(second);
            second.add(first);
            first.hashCode();
        }
        while ("HANG".equals(System.getProperty(property))) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException stubborn) {
                // Goes on waiting.
            }
        }
    }
}
