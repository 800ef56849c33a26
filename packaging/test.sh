#!/bin/bash
# Installs what is needed, builds and passes all tests, the ones under the sanitizers included; ends with ctest's summary
# of the main build. VELATURA_SANITIZERS=0 leaves the sanitizers out; arguments go to ctest (-R gatys).
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

phase "Packages"
install_packages build run test

if [ "${VELATURA_SANITIZERS:-1}" != 0 ] && [ $# = 0 ]; then
    for preset in tsan asan; do
        phase "Build $preset"
        build "$preset"
        phase "Tests $preset"
        ctest --test-dir "$top/build/$preset" --output-on-failure -j "$(nproc)" --no-tests=error
    done
fi
phase "Build"
build dev
phase "Tests"
status=0
log=$top/build/tests.log
cd "$top"
ctest --preset dev -j "$(nproc)" "$@" 2>&1 | tee "$log" || status=$?
summary
# The last lines once more, after the times: what everybody looks for, and before them what failed, and where.
printf '\n'
grep -E -A 3 '^(FAIL!|XPASS|QFATAL)' "$log" || true
sed -n '/tests passed,/,$p' "$log"
exit "$status"
