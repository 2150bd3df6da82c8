package io.keepalive.agent.proc;

import io.keepalive.agent.file.FileStatus;
import io.keepalive.agent.file.SpareDescriptors;

/**
 * Whether standard error is the connection of a client, as it is in what inetd and its kin have started: whatever is
 * written there, the client reads.
 *
 * <p>A socket is taken for a client's where it is standard input too, or belongs to TCP or UDP. The socket by which
 * systemd's journal reads standard error is neither.
 */
public final class ClientOnStandardError {

    private static final int STANDARD_INPUT = 0;
    private static final int STANDARD_ERROR = 2;

    private static FileStatus known;
    private static boolean isKnownClient;

    private ClientOnStandardError() {}

    /**
     * Whether it is so at this moment. Costs a system call; a socket that it has not met before, some milliseconds. False
     * where this JDK or system does not tell; a socket that cannot be asked about for want of a descriptor is taken for a
     * client's until it can.
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
