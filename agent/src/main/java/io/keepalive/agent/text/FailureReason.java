package io.keepalive.agent.text;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.security.AccessControlException;
import java.security.Permission;
import java.security.PrivilegedActionException;
import java.util.concurrent.ExecutionException;

/**
 * Why something of the agent's failed, in one text for people: what was thrown first, and not what carried it here.
 * Safe on any thread; touches foreign messages, which may fail in their turn, and throws nothing.
 */
public final class FailureReason {

    /** Longer chains are cut off here: some are circular. */
    private static final int MAX_CAUSES = 32;

    private FailureReason() {}

    /**
     * Class and message of what was thrown first. Where a security manager denies something, the permission that is
     * missing, as a policy file names it, or the class of the security manager where it names none.
     *
     * @param failure what was caught
     */
    public static String of(Throwable failure) {
        Throwable root = rootCause(failure);
        String text = ExceptionText.text(root);
        return root instanceof SecurityException ? text + deniedPermission((SecurityException) root) : text;
    }

    /** What is carried by the exceptions that say no more than that something was thrown; itself, where it is none. */
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

    /** As in a policy file. */
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
