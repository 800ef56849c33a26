# Shared by run.sh and test.sh (sourced): packages, build, timing. From any working directory, as root or with sudo,
# with or without a terminal; everything is safe to run again and then takes seconds.
set -eu
set -o pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
exec </dev/null  # nothing here may wait for somebody to type
started=$SECONDS
phase_name="" phase_start=$SECONDS
timings=""

# phase NAME: ends the phase before and names the next one; its time is in the summary.
phase() {
    if [ -n "$phase_name" ]; then
        timings+=$(printf '  %-28s %4d s' "$phase_name" $((SECONDS - phase_start)))$'\n'
    fi
    phase_name=$1 phase_start=$SECONDS
    if [ -n "$1" ]; then printf '\n== %s\n' "$1"; fi
}

summary() {
    phase ""
    printf '\nTime:\n%s  %-28s %4d s\n' "$timings" total $((SECONDS - started))
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        # In CI nobody answers; at a terminal sudo asks there, not on standard input.
        if [ -n "${CI:-}" ]; then sudo -n "$@"; else sudo "$@"; fi
    else
        echo "Packages are missing: run this as root, or install sudo." >&2
        return 1
    fi
}

# install_packages KIND…: what packaging/deps.txt lists for build, run or test.
install_packages() {
    local kinds=" $* " wanted=() missing=() name kind
    while read -r name kind _; do
        case $name in '' | \#*) continue ;; esac
        case $kinds in *" $kind "*) wanted+=("$name") ;; esac
    done <"$top/packaging/deps.txt"
    local installed
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/ installed$//p' || true)
    for name in "${wanted[@]}"; do
        grep -qxF "$name" <<<"$installed" || missing+=("$name")
    done
    if [ ${#missing[@]} = 0 ]; then
        echo "All ${#wanted[@]} packages are there."
        return
    fi
    echo "Installing ${#missing[@]} packages: ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold "${missing[@]}"
}

# How many compilers run at once: a LibTorch file takes 1.3 GB.
compilers() {
    local cores memory limit=""
    cores=$(nproc)
    memory=$(awk '/MemAvailable/ { print int($2 / 1024) }' /proc/meminfo)
    # Containers are often given less than the machine has.
    if [ -r /sys/fs/cgroup/memory.max ]; then limit=$(cat /sys/fs/cgroup/memory.max); fi
    case $limit in '' | max) ;; *) if [ $((limit / 1048576)) -lt "$memory" ]; then memory=$((limit / 1048576)); fi ;; esac
    local by_memory=$((memory / 1400))
    if [ "$by_memory" -lt "$cores" ]; then cores=$by_memory; fi
    if [ "$cores" -lt 1 ]; then cores=1; fi
    echo "$cores"
}

# build PRESET [TARGET…]
build() {
    local preset=$1
    shift
    cd "$top"
    # ccache needs a place of its own where there is no home folder.
    if [ -z "${HOME:-}" ] || [ ! -w "$HOME" ]; then export CCACHE_DIR="$top/.cache/ccache"; fi
    local log="$top/build/$preset-configure.log"
    mkdir -p "$top/build"
    if ! cmake --preset "$preset" >"$log" 2>&1; then
        cat "$log"
        echo "Configuring the preset $preset failed." >&2
        return 1
    fi
    local targets=()
    if [ $# -gt 0 ]; then targets=(--target "$@"); fi
    cmake --build "build/$preset" -j "$(compilers)" "${targets[@]}"
}
