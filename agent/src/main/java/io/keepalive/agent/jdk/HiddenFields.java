package io.keepalive.agent.jdk;

/**
 * Keeps reflection from finding a field, as Java 8 keeps it from the fields of its own that decide on access. For Java 8,
 * which has no modules that could.
 */
public final class HiddenFields {

    private HiddenFields() {}

    /** Hides these fields of a class from whoever has not found them yet; does nothing where the JDK has no means. */
    public static void hide(Class<?> owner, String... fields) {
        try {
            Class.forName("sun.reflect.Reflection")
                    .getMethod("registerFieldsToFilter", Class.class, String[].class)
                    .invoke(null, owner, fields);
        } catch (ReflectiveOperationException | LinkageError notInThisJdk) {
            // Then it is as private as any field of Java 8.
        }
    }
}
