# SPDX-License-Identifier: Apache-2.0
"""Starts a command as inetd does: its standard input is an accepted connection.

    python3 -c SCRIPT COMMAND...

The command replaces this process. A child holds the other end of the connection and closes it when the standard
input of this script ends.
"""

import os
import socket
import sys

listener = socket.create_server(("127.0.0.1", 0))
caller = socket.create_connection(listener.getsockname())
accepted, _ = listener.accept()
listener.close()

if os.fork() == 0:
    accepted.close()
    os.dup2(os.open("/dev/null", os.O_WRONLY), 1)
    os.dup2(1, 2)
    while os.read(0, 4096):
        pass
    os._exit(0)

caller.close()
os.dup2(accepted.fileno(), 0)
os.execvp(sys.argv[1], sys.argv[1:])
