# SPDX-License-Identifier: Apache-2.0
"""Connects, and starts a command that inherits the connection without knowing its descriptor.

    python3 -c SCRIPT HOST PORT COMMAND...

The command replaces this process.
"""

import os
import socket
import sys

connection = socket.create_connection((sys.argv[1], int(sys.argv[2])))
connection.set_inheritable(True)
print("connection inherited connect", connection.getsockname()[1], sys.argv[2], flush=True)
os.execvp(sys.argv[3], sys.argv[3:])
