// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.security.AccessControlException;
import java.security.Permission;
import java.security.PrivilegedActionException;
import java.util.concurrent.ExecutionException;

/**
 * The reason of a failure of the agent as one text for people: the root cause without the exceptions that wrap it. Safe
 * on any thread. Calls foreign {@code getMessage} methods, which may fail, and throws nothing.
 */
public final class FailureReason {

    /** Limits the walk along the causes: some chains are circular. */
    private static final int MAX_CAUSES = 32;

    private FailureReason() {}

    /**
     * Class and message of the root cause. For an access that a security manager denies, also the missing permission as
     * a policy file names it, or the security manager's class where the exception names no permission.
     *
     * @param failure the caught exception
     */
    public static String of(Throwable failure) {
        Throwable root = rootCause(failure);
        String text = ExceptionText.text(root);
        return root instanceof SecurityException ? text + deniedPermission((SecurityException) root) : text;
    }

    /** The cause inside exceptions that only wrap another one; the failure itself where it wraps none. */
    public static Throwable rootCause(Throwable failure) {
        Throwable root = failure;
        for (int i = 0; i < MAX_CAUSES && isWrapper(root) && root.getCause() != null; i++) {
            root = root.getCause();
        }
        return root;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof InvocationTargetException
                || failure instanceof UndeclaredThrowableException
                || failure instanceof ExceptionInInitializerError
                || failure instanceof PrivilegedActionException
                || failure instanceof ExecutionException
                || failure instanceof ReflectiveOperationException && ExceptionText.isMessageOfCause(failure);
    }

    private static String deniedPermission(SecurityException denial) {
        try {
            Permission missing =
                    denial instanceof AccessControlException ? ((AccessControlException) denial).getPermission() : null;
            return missing == null ? securityManager() : "; the agent lacks: " + policyEntry(missing);
        } catch (RuntimeException | LinkageError unreadable) {
            return "";
        }
    }

    /** The permission in the syntax of a policy file. */
    private static String policyEntry(Permission missing) {
        String actions = missing.getActions();
        return "permission " + missing.getClass().getName() + " \"" + missing.getName() + "\""
                + (actions == null || actions.isEmpty() ? "" : ", \"" + actions + "\"") + ";";
    }

    private static String securityManager() {
        SecurityManager installed = System.getSecurityManager();
        return installed == null
                ? ""
                : "; by the security manager " + installed.getClass().getName();
    }
}
