#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A view of this machine's files in which every user may pass through the folders of its arguments, until standard
# input ends.
#
#   passable.sh SCRATCH [FOLDER]...
#
# Each folder, parents first, is one that other users may not pass through, such as root's home with a JDK in it. Must
# be started in a new mount namespace: there each is covered by an overlayfs that is not visible outside, and the kernel
# removes everything when the processes end. SCRATCH is an empty folder.
# Prints "ready PID".
set -eu

scratch=$1
shift
mount -t tmpfs -o mode=755 tmpfs "$scratch"
covered=""
number=0
for folder; do
    case "$folder/" in
    "$covered"/*) ;;
    *)
        number=$((number + 1))
        mkdir "$scratch/up$number" "$scratch/work$number"
        mount -t overlay -o "lowerdir=$folder,upperdir=$scratch/up$number,workdir=$scratch/work$number" overlay "$folder"
        covered=$folder
        ;;
    esac
    chmod o+x "$folder"
done

echo "ready $$"
exec cat >/dev/null
