# Shared by the scripts beside it; sourced, not run. POSIX shell.
# Every script runs from the root of the checkout, as root or through sudo.

cd "$(dirname "$0")/.." || exit 1

say() { printf '%s\n' "$*" >&2; }

# Installs the Debian packages among "$@" that are missing.
install_packages() {
  missing=""
  for package in "$@"; do
    state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    say "These packages are missing and apt-get is not here to install them:$missing"
    exit 1
  fi
  as_root=""
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      say "These packages are missing; install them as root:$missing"
      exit 1
    fi
    as_root=sudo
  fi
  say "Installing:$missing"
  $as_root apt-get update -q >/dev/null
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -q --no-install-recommends $missing >/dev/null
}

# Packages that the build links against, as the README lists them.
build_packages="libxml2-dev libzstd-dev libicu-dev pkg-config"

need_swift() {
  if ! command -v swift >/dev/null 2>&1; then
    say "Swift is not installed: get the Swift 6.3 toolchain for Debian 12 from https://www.swift.org/install/linux/ and put its usr/bin on PATH."
    exit 1
  fi
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  case "$version" in
    6.[3-9] | 6.[1-9][0-9] | [7-9].* | [1-9][0-9].*) ;;
    *)
      say "Swift ${version:-of an unknown version} is too old: Sluice needs 6.3 or newer, from https://www.swift.org/install/linux/"
      exit 1
      ;;
  esac
}
