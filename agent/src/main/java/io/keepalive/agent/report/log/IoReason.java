// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import io.keepalive.agent.text.ExceptionText;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** The reason of an I/O failure in words, which java.nio.file mostly expresses by the exception's class alone. */
final class IoReason {

    private IoReason() {}

    /** The innermost reason, such as {@code permission denied} or {@code No space left on device}. */
    static String of(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof FileSystemException ? ofFile((FileSystemException) root) : ExceptionText.text(root);
    }

    private static String ofFile(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied: " + failure.getFile();
        }
        if (failure instanceof NoSuchFileException) {
            return "no such folder: " + failure.getFile();
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "not a folder: " + failure.getFile();
        }
        return failure.getReason() == null
                ? ExceptionText.text(failure)
                : failure.getReason() + ": " + failure.getFile();
    }
}
