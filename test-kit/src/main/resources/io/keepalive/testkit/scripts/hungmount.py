# SPDX-License-Identifier: Apache-2.0
"""Mounts a file system that never answers, like one whose server is gone, and runs a command that sees it.

    unshare --mount python3 -c SCRIPT FOLDER COMMAND...

The command replaces this process. Its first line of output, "held by PID", names a process. When that ends, every
call on the file system fails. It ends with the command.
"""

import ctypes
import os
import signal
import sys

MS_NOSUID, MS_NODEV = 2, 4
PR_SET_PDEATHSIG = 1

libc = ctypes.CDLL(None, use_errno=True)
fuse = os.open("/dev/fuse", os.O_RDWR)
options = "fd=%d,rootmode=40000,user_id=%d,group_id=%d" % (fuse, os.getuid(), os.getgid())
if libc.mount(b"dead", os.fsencode(sys.argv[1]), b"fuse", MS_NOSUID | MS_NODEV, options.encode()) != 0:
    raise OSError(ctypes.get_errno(), "cannot mount", sys.argv[1])

holder = os.fork()
if holder == 0:
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    for descriptor in range(3):
        os.dup2(os.open("/dev/null", os.O_RDWR), descriptor)
    while True:
        signal.pause()

os.close(fuse)
print("held by", holder, flush=True)
os.execvp(sys.argv[2], sys.argv[2:])
