// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * A file that only root and this user can have put where it is: they own every folder on its path, and no other user
 * may write there. So no other user can replace it by a pipe, a device or a link before it is opened.
 */
public final class TrustedPath {

    /* The mode bits of stat(2). The sticky bit: only its owner may remove a file from the folder. */
    private static final int GROUP_WRITES = 0020;
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;

    private TrustedPath() {}

    /**
     * The real path of such a file, without links.
     *
     * @throws IOException if it is not a regular file, or is not trusted
     */
    public static Path of(Path path) throws IOException {
        Path real = path.toRealPath();
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(path + " is not a regular file");
        }
        for (Path part = real; part != null; part = part.getParent()) {
            if (!isSafe(part)) {
                throw new IOException(part + " can be changed by other users");
            }
        }
        return real;
    }

    /** Whether only root and this user can change the content of this file, or replace the files in this folder. */
    public static boolean isSafe(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) attributes.get("mode");
        return isTrusted((Integer) attributes.get("uid"), JvmProcess.ownUid())
                && ((mode & STICKY) != 0 && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                        || (mode & OTHERS_WRITE) == 0
                                && ((mode & GROUP_WRITES) == 0
                                        || isTrusted((Integer) attributes.get("gid"), JvmProcess.ownGid())));
    }

    private static boolean isTrusted(int owner, int own) {
        return owner == 0 || owner == own;
    }
}
