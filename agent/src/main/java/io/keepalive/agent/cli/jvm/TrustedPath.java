package io.keepalive.agent.cli.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * A file that nobody but root and this user can have put where it is: every folder on the way to it is theirs, and nobody
 * else's to write into. So nobody can put a pipe, a device or a link in its place before it is opened.
 */
public final class TrustedPath {

    /* As in stat(2): who may write, and that in this folder only a file's owner may remove it. */
    private static final int GROUP_WRITES = 0020;
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;

    private TrustedPath() {}

    /**
     * Where a regular file of that kind really is, without a link on the way.
     *
     * @throws IOException where there is none, or where it is not to be trusted
     */
    public static Path of(Path path) throws IOException {
        Path real = path.toRealPath();
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(path + " is no file");
        }
        for (Path part = real; part != null; part = part.getParent()) {
            if (!isSafe(part)) {
                throw new IOException(part + " can be changed by other users");
            }
        }
        return real;
    }

    /** Whether what lies in this folder, or stands in this file, is root's and this user's to change alone. */
    public static boolean isSafe(Path path) throws IOException {
        Map<String, Object> facts = Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) facts.get("mode");
        return isOurs((Integer) facts.get("uid"), JvmProcess.ownUid())
                && ((mode & STICKY) != 0 && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                        || (mode & OTHERS_WRITE) == 0
                                && ((mode & GROUP_WRITES) == 0
                                        || isOurs((Integer) facts.get("gid"), JvmProcess.ownGid())));
    }

    private static boolean isOurs(int owner, int own) {
        return owner == 0 || owner == own;
    }
}
