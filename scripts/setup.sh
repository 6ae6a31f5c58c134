# What the scripts beside this one share: finding what a command needs, and installing it where that is possible.

has() { command -v "$1" >/dev/null 2>&1; }

say() { printf '==> %s\n' "$*" >&2; }

give_up() {
    printf '%s: %s\n' "$0" "$*" >&2
    exit 2
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif has sudo; then
        sudo "$@"
    else
        give_up "not root, and there is no sudo for: $*"
    fi
}

# Installs the first of the packages that the distribution has.
apt_install() {
    local package policy
    as_root apt-get update -qq
    for package in "$@"; do
        # Not piped: grep may be done before apt-cache is, which then fails, and the pipe with it.
        policy=$(LC_ALL=C apt-cache policy "$package")
        if grep -q 'Candidate: [^(]' <<<"$policy"; then
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$package"
            return
        fi
    done
    give_up "apt-get has none of: $*"
}

# need WHAT "PROGRAM ..." "PACKAGE ...": one of the programs must be there, or one of the packages brings it.
need() {
    local what=$1 programs=$2 packages=$3 program
    for program in $programs; do
        if has "$program"; then return; fi
    done
    has apt-get || give_up "$what is missing: install it with your system's package manager and run this again"
    say "$what is missing: installing it with apt-get"
    # shellcheck disable=SC2086 # a list of packages
    apt_install $packages
}

need_rust() {
    has cargo || [ ! -x "$HOME/.cargo/bin/cargo" ] || PATH="$HOME/.cargo/bin:$PATH"
    has cargo || give_up "Rust is missing: install it as https://rustup.rs says and run this again"
    need "a C compiler" "cc" "build-essential"
}
