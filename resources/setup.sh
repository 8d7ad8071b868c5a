#!/bin/sh
# Installs what Loopscope needs from Debian's packages. As root, or with sudo; a second time does nothing.
#   setup.sh         to build and run it
#   setup.sh test    and to run its tests and benchmarks
#   setup.sh tidy    and to have its sources looked at by clang-tidy
#   setup.sh fuzz    and to run the fuzzing programs
#   setup.sh peers   and to compare its speed with other servers'
set -eu

packages="build-essential cmake ninja-build qt6-base-dev libqt6opengl6-dev qt6-charts-dev qt6-svg-dev libboost-dev libsimdjson-dev libgif-dev libgl1-mesa-dev fonts-inter fonts-jetbrains-mono"
case "${1:-}" in
"") ;;
test) packages="$packages libbenchmark-dev fonts-dejavu-core dbus-daemon desktop-file-utils librsvg2-bin libxml2-utils poppler-utils" ;;
tidy) packages="$packages clang clang-tidy" ;;
fuzz) packages="$packages clang" ;;
peers) packages="$packages libbenchmark-dev wrk qt6-httpserver-dev qt6-websockets-dev python3-fastapi python3-uvicorn python3-uvloop python3-httptools" ;;
*) echo "setup.sh: \"$1\" means nothing here: give nothing, test, tidy, fuzz or peers." >&2; exit 2 ;;
esac

missing=
for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "setup.sh: run this as root, or install sudo: these packages are missing:$missing" >&2; exit 1; }
    as_root=sudo
fi
echo "setup.sh: installing$missing"
$as_root apt-get update -q
# shellcheck disable=SC2086 # a list of words on purpose
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
