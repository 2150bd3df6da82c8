// SPDX-License-Identifier: Apache-2.0
package jdk.crac;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The descriptors with which a checkpoint is refused: all but standard input, output and error, the files of the JDK, and
 * the jars of class loaders, each once. Nor does it refuse the end of a pair of Unix sockets that the JDK keeps for
 * closing others, or the socket to which the attach API connects. The files of the control groups, which the JVM reads for
 * its limits in between (osContainer_linux.cpp), are not open where all of its threads are stopped for the checkpoint.
 */
final class RefusedDescriptors {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int FIRST_OF_APPLICATION = 3;
    private static final String SOCKET = "socket:[";

    private RefusedDescriptors() {}

    /** Closes the refused sockets, unknown to the objects of the JDK. */
    static void closeSockets() throws IOException, ReflectiveOperationException {
        Method close = Class.forName("sun.nio.fs.UnixNativeDispatcher").getDeclaredMethod("close", int.class);
        close.setAccessible(true);
        for (Map.Entry<String, String> refused : byNumber().entrySet()) {
            if (refused.getValue().startsWith(SOCKET)) {
                close.invoke(null, Integer.parseInt(refused.getKey()));
            }
        }
    }

    static List<String> now() throws IOException {
        List<String> lines = new ArrayList<>();
        byNumber().forEach((number, file) -> lines.add("FD fd=" + number + " path=" + file));
        return lines;
    }

    private static Map<String, String> byNumber() throws IOException {
        Map<String, String> refused = new TreeMap<>();
        Set<String> jars = new HashSet<>();
        String unixSockets = Files.readString(Path.of("/proc/self/net/unix"));
        for (String number : DESCRIPTORS.toFile().list()) {
            String file = Integer.parseInt(number) < FIRST_OF_APPLICATION ? null : file(number);
            if (file != null && !isOfJdk(file, unixSockets) && !(file.endsWith(".jar") && jars.add(file))) {
                refused.put(number, file);
            }
        }
        return refused;
    }

    /** Null where it is closed by now, as that of the folder itself. */
    private static String file(String number) {
        try {
            return Files.readSymbolicLink(DESCRIPTORS.resolve(number))
                    .toString()
                    .replace(" (deleted)", "");
        } catch (IOException closed) {
            return null;
        }
    }

    private static boolean isOfJdk(String file, String unixSockets) {
        return file.startsWith(System.getProperty("java.home") + File.separator)
                || file.startsWith("/dev/")
                || file.startsWith("/sys/fs/cgroup/")
                || file.startsWith(SOCKET)
                        && unixSockets.contains(" " + file.substring(SOCKET.length(), file.length() - 1));
    }
}
