// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.jdk;

/**
 * Hides a field from reflection, as the Java 8 JDK hides those of its own fields that control access. Used on Java 8,
 * which has no modules for the purpose.
 */
public final class HiddenFields {

    private HiddenFields() {}

    /**
     * Hides these fields of a class from all later reflective look-ups; does nothing where the JDK has no such filter.
     */
    public static void hide(Class<?> owner, String... fields) {
        try {
            Class.forName("sun.reflect.Reflection")
                    .getMethod("registerFieldsToFilter", Class.class, String[].class)
                    .invoke(null, owner, fields);
        } catch (ReflectiveOperationException | LinkageError notInThisJdk) {
            // The field stays as private as any field of Java 8.
        }
    }
}
