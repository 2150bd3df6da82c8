# SPDX-License-Identifier: Apache-2.0

# Downloads and unpacks Debian's packages without installing them. No root is needed: apt uses a state folder of its own.
#
# For scripts of bash, which source this file, set "workspace" to a temporary folder before the first download, and define
# say() for messages. A function that fails sets "reason".

reason=       # why the last step failed
architecture= # of the packages, as Debian names it; empty for the machine's own
installed=    # what apt takes for installed, a file as dpkg's status; empty for nothing

because() { reason=$*; return 1; }

# --- apt with a state of its own ---------------------------------------------------------------

own_release() {
  # shellcheck source=/dev/null
  (. /etc/os-release && echo "${VERSION_CODENAME:-sid}")
}

# Lines "BASE SUITE" for each http(s) source of this machine. apt itself reads its sources, in either
# format, and prints what it would fetch.
apt_sources() {
  apt-get update --print-uris -o Debug::NoLocking=1 2>/dev/null |
    sed -nE "s#^'(https?://[^']*)/dists/([^']*)/InRelease'.*#\1 \2#p"
}

archive_mirrors() { apt_sources | awk '$2 !~ /-|\// && !seen[$1]++ { print $1 }'; }

security_mirrors() { apt_sources | awk '$2 ~ /-security$|\/updates$/ && !seen[$1]++ { print $1 }'; }

source_line() { # BASE SUITE
  local keyring options="target=Packages"
  for keyring in /usr/share/keyrings/debian-archive-keyring.{gpg,pgp}; do
    if [ -r "$keyring" ]; then
      options+=" signed-by=$keyring"
      break
    fi
  done
  printf 'deb [%s] %s %s main\n' "$options" "$1" "$2"
}

# The machine's proxy, authentication and keyrings stay in force; its lists, preferences and hooks do not.
write_apt_configuration() { # FOLDER
  cat <<CONFIGURATION >"$1/apt.conf"
Dir::State "$1/state";
Dir::State::status "${installed:-$1/status}";
Dir::Cache "$1/cache";
Dir::Etc::sourcelist "$1/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
APT::Sandbox::User "root";
APT::Install-Recommends "false";
Acquire::Languages "none";
Acquire::Retries "2";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Pre-Install-Pkgs;
#clear DPkg::Post-Invoke;
CONFIGURATION
  [ -z "$architecture" ] ||
    printf 'APT::Architecture "%s";\nAPT::Architectures { "%s"; };\n' "$architecture" "$architecture" >>"$1/apt.conf"
}

apt_folder() { # RELEASE
  printf '%s\n' "$workspace/apt-$1${architecture:+-$architecture}"
}

run_apt() { # FOLDER ARGUMENT...: its output goes to FOLDER/log
  local folder=$1
  shift
  apt-get -q -c "$folder/apt.conf" -o Debug::NoLocking=1 "$@" >"$folder/log" 2>&1
}

last_error() { # FOLDER
  sed -n 's/^E: //p' "$1/log" | head -n 1
}

# An archived release is no longer re-signed, so its signature has expired.
update_lists() { # FOLDER
  run_apt "$1" update -o APT::Update::Error-Mode=any && return
  grep -q 'is expired (invalid since' "$1/log" || return 1
  printf 'Acquire::Check-Valid-Until "false";\n' >>"$1/apt.conf"
  run_apt "$1" update -o APT::Update::Error-Mode=any
}

# Downloads the release's package lists into a separate apt folder, once per run.
open_release() { # RELEASE
  local folder mirror security
  folder=$(apt_folder "$1")
  [ ! -e "$folder/ready" ] || return 0
  command -v apt-get >/dev/null || because "no apt-get on this machine" || return
  mkdir -p "$folder"/{state/lists,cache/archives}/partial "$folder/packages"
  : >"$folder/status"
  write_apt_configuration "$folder"
  security=$(security_mirrors | head -n 1) || security=
  reason="the machine's apt sources name no http(s) mirror"
  for mirror in $(archive_mirrors); do
    source_line "$mirror" "$1" >"$folder/sources.list"
    case $1 in
      sid) ;;
      experimental) source_line "$mirror" sid >>"$folder/sources.list" ;; # it is an addition to sid
      *) [ -z "$security" ] || source_line "$security" "$1-security" >>"$folder/sources.list" ;;
    esac
    if ! update_lists "$folder"; then # an old release's security archive may be gone
      source_line "$mirror" "$1" >"$folder/sources.list"
      update_lists "$folder" || because "release $1: $(last_error "$folder")" || continue
    fi
    : >"$folder/ready"
    return 0
  done
  return 1
}

# Downloads the missing packages into the release's apt folder.
download() { # RELEASE PACKAGE...
  local release=$1 folder package wanted=()
  folder=$(apt_folder "$1")
  shift
  for package in "$@"; do
    [ -n "$(downloaded "$release" "$package")" ] || wanted+=("$package")
  done
  [ ${#wanted[@]} -gt 0 ] || return 0
  say "downloading ${wanted[*]} of $release"
  (cd "$folder/packages" && run_apt "$folder" download "${wanted[@]}") ||
    because "release $release: $(last_error "$folder")"
}

downloaded() { # RELEASE PACKAGE -> its file, if it is there
  find "$(apt_folder "$1")/packages" -name "$2_*.deb"
}

unpack() { # RELEASE FOLDER PACKAGE...
  local release=$1 folder=$2 package
  shift 2
  mkdir -p "$folder"
  for package in "$@"; do
    dpkg -x "$(downloaded "$release" "$package")" "$folder" || because "cannot unpack $package of $release" || return
  done
}

# --- A JDK from packages -----------------------------------------------------------------------

# Debian keeps a JDK's configuration in /etc and links to it: put the unpacked files where the links are.
bring_configuration_home() { # HOME UNPACKED
  local link target
  while IFS= read -r link; do
    target=$2$(readlink "$link")
    if [ -e "$target" ]; then
      cp --remove-destination "$target" "$link"
    else
      rm "$link"
    fi
  done < <(find "$1" -type l -lname '/etc/java-*')
}

# Removes what no test needs, which is half of the size, and links that lead out of the JDK.
drop_ballast() { # HOME
  rm -rf "$1"/{jmods,man,jre/man,docs} "$1"/{,lib/}src.zip
}
