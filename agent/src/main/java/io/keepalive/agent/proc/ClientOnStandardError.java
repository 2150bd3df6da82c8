// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.proc;

import io.keepalive.agent.file.FileStatus;
import io.keepalive.agent.file.SpareDescriptors;

/**
 * Detects that standard error is a client's connection, as in processes that inetd or a similar server starts: the
 * client would read all output to it.
 *
 * <p>A socket counts as a client's where it is standard input too, or is a TCP or UDP socket. The socket on which
 * systemd's journal reads standard error is neither.
 */
public final class ClientOnStandardError {

    private static final int STANDARD_INPUT = 0;
    private static final int STANDARD_ERROR = 2;

    private static FileStatus known;
    private static boolean isKnownClient;

    private ClientOnStandardError() {}

    /**
     * Whether standard error is a client's connection now. Makes a system call, and takes some milliseconds for a
     * socket that was not examined before. False where this JDK or system gives no answer; a socket that cannot be
     * examined for lack of a descriptor counts as a client's until it can be.
     */
    public static synchronized boolean isPresent() {
        FileStatus error = FileStatus.ofDescriptor(STANDARD_ERROR);
        if (error == null || !error.isSocket()) {
            return false;
        }
        if (!error.isSame(known)) {
            isKnownClient =
                    error.isSame(FileStatus.ofDescriptor(STANDARD_INPUT)) || TcpTable.isInternetSocket(error.inode());
            if (!isKnownClient && !SpareDescriptors.areAvailable()) {
                return true;
            }
            known = error;
        }
        return isKnownClient;
    }
}
