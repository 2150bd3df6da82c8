package io.keepalive.agent.intercept;

import java.util.Arrays;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** A hook: a method of the JDK, the advice woven into it, and the Java versions that must have it. */
final class Hook {

    /** The latest Java and all later versions. */
    static final int ONWARDS = Integer.MAX_VALUE;

    private final String name;
    private final List<String> classNames;
    private final ElementMatcher<? super MethodDescription> method;
    private final Class<?> advice;
    private final int from;
    private final int until;

    private Hook(
            String name,
            List<String> classNames,
            ElementMatcher<? super MethodDescription> method,
            Class<?> advice,
            int from,
            int until) {
        this.name = name;
        this.classNames = classNames;
        this.method = method;
        this.advice = advice;
        this.from = from;
        this.until = until;
    }

    /** A hook into a method that every Java since 8 has. */
    static Hook into(String className, ElementMatcher<? super MethodDescription> method, Class<?> advice) {
        String name = className + ", " + advice.getSimpleName().replace("Advice", "");
        return new Hook(name, Arrays.asList(className), method, advice, 8, ONWARDS);
    }

    /** The same hook, in this class on versions that have the method there instead. */
    Hook or(String otherClassName) {
        return new Hook(name, Arrays.asList(classNames.get(0), otherClassName), method, advice, from, until);
    }

    /** The same hook, expected only in these versions, both inclusive; in other versions it is optional. */
    Hook in(int firstJava, int lastJava) {
        return new Hook(name, classNames, method, advice, firstJava, lastJava);
    }

    /** The name in reports: the class and the hooked operation. */
    String name() {
        return name;
    }

    /** The classes that may have the method; a JDK has it in one of them. */
    List<String> classNames() {
        return classNames;
    }

    ElementMatcher<? super MethodDescription> method() {
        return method;
    }

    Class<?> advice() {
        return advice;
    }

    /** Whether this Java must have the method. */
    boolean isExpectedIn(int javaVersion) {
        return from <= javaVersion && javaVersion <= until;
    }
}
