#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The host of an application and those of its peers, each connected to it by a cable, until standard input ends.
#
#   hosts.sh PEERS
#
# Each host is a network namespace that one process of this script holds open. Nothing is mounted or named, so the
# kernel removes everything when the processes end, also by SIGKILL.
#
#   app  10.77.0.1/24  cable0 -- cable  10.77.0.2/24  peer 0
#        10.77.1.1/24  cable1 -- cable  10.77.1.2/24  peer 1
#
# Must be started in a new network namespace (unshare --net, and --user --map-root-user if not root), which becomes
# the host "app". Prints "ready APP_PID PEER_PID...".
set -eu

exec 3<&0

add_peer() { # number
    unshare --net -- cat <&3 >/dev/null &
    peer=$!
    # unshare executes cat only after it has left this namespace.
    while [ "$(readlink "/proc/$peer/ns/net")" = "$(readlink /proc/$$/ns/net)" ]; do
        sleep 0.01
    done
    ip link add "cable$1" address 02:00:00:00:00:01 type veth peer name cable address 02:00:00:00:00:02 netns "$peer"
    ip addr add "10.77.$1.1/24" dev "cable$1"
    ip link set "cable$1" up
    in_peer ip link set lo up
    in_peer ip addr add "10.77.$1.2/24" dev cable
    in_peer ip link set cable up
    # Without permanent neighbours a silent peer soon becomes unreachable: address resolution fails before the connection.
    ip neigh replace "10.77.$1.2" lladdr 02:00:00:00:00:02 nud permanent dev "cable$1"
    in_peer ip neigh replace "10.77.$1.1" lladdr 02:00:00:00:00:01 nud permanent dev cable
}

in_peer() {
    nsenter --net="/proc/$peer/ns/net" -- "$@"
}

ip link set lo up
peers=""
number=0
while [ "$number" -lt "$1" ]; do
    add_peer "$number"
    peers="$peers $peer"
    number=$((number + 1))
done

echo "ready $$$peers"
exec cat <&3 >/dev/null
