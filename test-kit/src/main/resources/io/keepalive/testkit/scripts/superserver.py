# SPDX-License-Identifier: Apache-2.0
"""Starts a command whose standard streams are a connection.

    python3 -c SCRIPT inet|unix|journal COMMAND...

inet, unix: as in inetd, a connection of that family is standard input, output and error. journal: as in systemd, a
Unix-domain connection is standard output and error only. The command replaces this process. A child holds the other
end of the connection. It copies received data to the standard output of this script, and its standard input to the
command; at the line abort it resets the connection.
"""

import os
import socket
import struct
import sys
import threading


def connection(family):
    if family != "inet":
        return socket.socketpair()
    listener = socket.create_server(("127.0.0.1", 0))
    client = socket.create_connection(listener.getsockname())
    server, _ = listener.accept()
    listener.close()
    return client, server


def send(client):
    for chunk in iter(lambda: os.read(0, 4096), b""):
        if chunk == b"abort\n":
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            os._exit(0)
        client.sendall(chunk)
    client.shutdown(socket.SHUT_WR)


client, server = connection(sys.argv[1])
if os.fork() == 0:
    server.close()
    if sys.argv[1] != "journal":
        threading.Thread(target=send, args=(client,), daemon=True).start()
    for chunk in iter(lambda: client.recv(4096), b""):
        os.write(1, chunk)
    os._exit(0)

client.close()
for stream in (1, 2) if sys.argv[1] == "journal" else (0, 1, 2):
    os.dup2(server.fileno(), stream)
os.execvp(sys.argv[2], sys.argv[2:])
