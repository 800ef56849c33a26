#!/bin/bash
# Installs what is needed, builds, and opens the window with the sample; without a display it paints the sample in the
# terminal and says where the picture lies. Arguments go to the program.
here=$PWD
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"


phase "Packages"
install_packages build run
phase "Build"
build release
summary

bin=$top/build/release/bin
cd "$here"
if [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; then
    exec "$bin/velatura" "$@"
fi
if [ $# -gt 0 ]; then
    echo "There is no display: the arguments go to velatura-cli."
    exec "$bin/velatura-cli" "$@"
fi

# name KEY: the first file name that samples.json gives for this key.
samples=$bin/samples
name() { tr -d '\n' <"$samples/samples.json" | grep -o "\"$1\"[^.]*\.[a-z]*\"" | grep -o '"[^"]*\.[a-z]*"$' | tr -d '"'; }
photo=$samples/$(name photo)
style=$samples/$(name styles)
out=${XDG_PICTURES_DIR:-${HOME:-/tmp}}/velatura-sample.png
if ! touch "$out" 2>/dev/null; then out=$(mktemp -d)/velatura-sample.png; else [ -s "$out" ] || rm -f "$out"; fi
printf '\n== There is no display: painting %s in the manner of %s\n' "$(basename "$photo")" "$(basename "$style")"
"$bin/velatura-cli" stylize "$photo" "$style" -o "$out"
echo "The picture lies in $out"
