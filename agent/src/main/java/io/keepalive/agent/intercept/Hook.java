// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A hook: a method of the JDK, the advice woven into it, and the Java versions that must have it. */
final class Hook {

    /** The latest Java and all later versions. */
    static final int ONWARDS = Integer.MAX_VALUE;

    private final String name;
    private final List<String> classNames;
    private final MethodPattern method;
    private final Advice advice;
    private final int from;
    private final int until;

    private Hook(String name, List<String> classNames, MethodPattern method, Advice advice, int from, int until) {
        this.name = name;
        this.classNames = classNames;
        this.method = method;
        this.advice = advice;
        this.from = from;
        this.until = until;
    }

    /**
     * A hook into a method that every Java since 8 has.
     *
     * @param operation names the hook in reports, after the class
     */
    static Hook into(String className, String operation, MethodPattern method, Advice advice) {
        return new Hook(className + ", " + operation, Collections.singletonList(className), method, advice, 8, ONWARDS);
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

    MethodPattern method() {
        return method;
    }

    Advice advice() {
        return advice;
    }

    /** Whether this Java must have the method. */
    boolean isExpectedIn(int javaVersion) {
        return from <= javaVersion && javaVersion <= until;
    }
}
