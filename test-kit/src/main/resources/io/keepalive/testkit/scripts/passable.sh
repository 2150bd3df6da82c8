#!/bin/sh
# A view of this machine's files in which every user may pass through the folders of its arguments, for as long as
# standard input stays open.
#
#   passable.sh SCRATCH [FOLDER]...
#
# Each folder, the upper before the lower, is one of this machine's that other users may not pass through, such as root's
# home with a JDK in it. To be started in a mount namespace of its own: there each gets a cover (overlayfs) of which
# nothing is seen outside, and when the processes end, the kernel takes everything away. SCRATCH is an empty folder.
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
