// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.Type;

/**
 * The types of the fields of one class, which differ between versions of the JDK. The class declares them in its class
 * file; for those of its superclasses the JVM is asked, which has loaded them before this class.
 */
final class FieldTypes {

    private final ClassLoader loader;
    private final Map<String, String> declared = new HashMap<>();
    private String superclass;

    /** @param loader of the class; null for the bootstrap loader */
    FieldTypes(ClassLoader loader) {
        this.loader = loader;
    }

    /** @param name the internal name */
    void setSuperclass(String name) {
        superclass = name;
    }

    void add(String name, String descriptor) {
        declared.put(name, descriptor);
    }

    /**
     * Returns the descriptor of a field's type.
     *
     * @throws IllegalStateException where neither the class nor a superclass has the field
     */
    String of(String name) {
        String own = declared.get(name);
        return own == null ? inherited(name) : own;
    }

    private String inherited(String name) {
        try {
            for (Class<?> type = Class.forName(superclass.replace('/', '.'), false, loader);
                    type != null;
                    type = type.getSuperclass()) {
                try {
                    return Type.getDescriptor(type.getDeclaredField(name).getType());
                } catch (NoSuchFieldException inASuperclass) {
                    // The next turn asks that.
                }
            }
        } catch (ClassNotFoundException unknown) {
            // Reported below: without the superclass its fields are unknown.
        }
        throw new IllegalStateException("no field " + name);
    }
}
