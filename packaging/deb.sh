#!/bin/bash
# Builds the release and packs it as a .deb; says where it lies.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
phase "Packages"
install_packages build run package
phase "Build"
build release
phase "Pack"
cpack --config "$top/build/release/CPackConfig.cmake" -B "$top/build/release/package"
summary
ls -1 "$top"/build/release/package/*.deb
