# SPDX-License-Identifier: Apache-2.0
"""Every socket of a process as the kernel holds it, read without the process.

    sockets.py          reads from standard input, and answers each line with one line of JSON:
                          PID                                      an array of its sockets
                          PID LOCALPORT PEERPORT LEVEL OPTION VALUE  sets an option of one
                          PID LOCALPORT PEERPORT                     keeps it open, and answers with its number here
                          NUMBER 0                                   what was kept open, in an array
                        or {"error": "...", "denied": whether the kernel denies it}
    sockets.py PID PORT  until standard input ends, reads the sockets that must not be changed: listening and datagram
                        sockets, and connections with this port at either end. Prints "changed" and the socket in JSON
                        as soon as one has an option other than the default, and finally "read" and their number.

pidfd_getfd (Linux 5.6) duplicates the descriptors of another process into this one. It needs the rights of a debugger:
root, or the same user and no Yama restriction.
"""

import ctypes
import errno
import json
import os
import select
import socket
import struct
import sys

# The numbers are the same on every architecture: asm-generic/unistd.h.
PIDFD_OPEN, PIDFD_GETFD = 434, 438
SO_PROTOCOL = 38  # asm-generic/socket.h
TCP_USER_TIMEOUT = 18  # linux/tcp.h
libc = ctypes.CDLL(None, use_errno=True)


def system_call(number, *arguments):
    result = libc.syscall(number, *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def sockets_of(pid):
    for number, found in duplicates(pid):
        yield describe(number, found)


def duplicates(pid):
    process = system_call(PIDFD_OPEN, pid, 0)
    try:
        for name in os.listdir(f"/proc/{pid}/fd"):
            try:
                if not os.readlink(f"/proc/{pid}/fd/{name}").startswith("socket:"):
                    continue
                duplicate = system_call(PIDFD_GETFD, process, int(name), 0)
            except (FileNotFoundError, OSError) as gone:
                if isinstance(gone, FileNotFoundError) or gone.errno == errno.EBADF:
                    continue  # closed meanwhile
                raise
            found = socket_of(duplicate)
            if found:
                with found:
                    yield int(name), found
    finally:
        os.close(process)


def socket_of(duplicate):
    """None where a file has got the number of a socket that was closed meanwhile."""
    try:
        return socket.socket(fileno=duplicate)
    except OSError as no_socket:
        os.close(duplicate)
        if no_socket.errno != errno.ENOTSOCK:
            raise
        return None


def describe(number, found):
    facts = {
        "fd": number,
        "inode": os.fstat(found.fileno()).st_ino,
        "family": socket.AddressFamily(found.family).name,
        "type": socket.SocketKind(found.type & 0xF).name,
        "listening": bool(found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)),
        "keepalive": found.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE),
        "tcp": is_tcp(found),
    }
    if facts["tcp"]:
        tcp = lambda option: found.getsockopt(socket.IPPROTO_TCP, option)
        facts.update(
            idle=tcp(socket.TCP_KEEPIDLE),
            interval=tcp(socket.TCP_KEEPINTVL),
            count=tcp(socket.TCP_KEEPCNT),
            userTimeout=tcp(TCP_USER_TIMEOUT),
            localPort=found.getsockname()[1],
            peerAddress=peer_of(found)[0],
            peerPort=peer_of(found)[1],
        )
        info = found.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 12)
        facts.update(zip(("state", "caState", "retransmits", "probes", "rto"), struct.unpack("BBBB4xI", info)))
    return facts


def is_tcp(found):
    protocol = found.getsockopt(socket.SOL_SOCKET, SO_PROTOCOL)
    return found.family in (socket.AF_INET, socket.AF_INET6) and protocol == socket.IPPROTO_TCP


def peer_of(found):
    try:
        address, port = found.getpeername()[:2]
        return address.removeprefix("::ffff:"), port
    except OSError:
        return "", 0


NO_SUCH_CONNECTION = {"error": "no such connection", "denied": False}


def is_between(found, local_port, peer_port):
    return is_tcp(found) and found.getsockname()[1] == local_port and peer_of(found)[1] == peer_port


def change(pid, local_port, peer_port, level, option, value):
    for _, found in duplicates(pid):
        if is_between(found, local_port, peer_port):
            found.setsockopt(level, option, value)
            return []
    return NO_SUCH_CONNECTION


def hold(pid, local_port, peer_port):
    for _, found in duplicates(pid):
        if is_between(found, local_port, peer_port):
            return [os.dup(found.fileno())]
    return NO_SUCH_CONNECTION


def held(number, _):
    with socket.socket(fileno=os.dup(number)) as found:
        return [describe(number, found)]


QUESTIONS = {1: lambda pid: list(sockets_of(pid)), 2: held, 3: hold, 6: change}


def answer(line):
    numbers = [int(word) for word in line.split()]
    try:
        return QUESTIONS[len(numbers)](*numbers)
    except OSError as failure:
        return {"error": str(failure), "denied": failure.errno in (errno.EPERM, errno.EACCES, errno.ENOSYS)}


def watch(pid, port):
    known, changed = set(), set()
    while not select.select([sys.stdin], [], [], 0.01)[0]:
        for number, found in duplicates(pid):
            facts = bystander(number, found, port)
            if facts:
                known.add(facts["inode"])
            if facts and is_changed(facts) and facts["inode"] not in changed:
                changed.add(facts["inode"])
                print("changed", json.dumps(facts), flush=True)
    print("read", len(known), flush=True)


def bystander(number, found, port):
    if found.family not in (socket.AF_INET, socket.AF_INET6):
        return None
    if found.type & 0xF == socket.SOCK_DGRAM or found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
        return describe(number, found)
    return describe(number, found) if port in (found.getsockname()[1], peer_of(found)[1]) else None


def is_changed(facts):
    timings = tuple(facts[name] for name in ("idle", "interval", "count", "userTimeout")) if facts["tcp"] else DEFAULTS
    return facts["keepalive"] != 0 or timings != DEFAULTS


def parameter(name):
    with open("/proc/sys/net/ipv4/tcp_keepalive_" + name) as file:
        return int(file.read())


DEFAULTS = (parameter("time"), parameter("intvl"), parameter("probes"), 0)

if len(sys.argv) > 1:
    watch(*map(int, sys.argv[1:]))
    sys.exit()

for line in sys.stdin:
    print(json.dumps(answer(line)), flush=True)
