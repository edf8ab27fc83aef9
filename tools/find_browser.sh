#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests. Where none is found, installs Debian's through apt-get.
# CHROMIUM=/path/to/browser names one. Messages go to standard error.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }

find_browser() {
    local name
    for name in chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        # Ubuntu has a `chromium-browser` that only says to install a snap: what cannot tell its version is no browser.
        if command -v "$name" >/dev/null && "$name" --version >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
    return 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo --non-interactive "$@"
    fi
}

install_browser() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null || return 1
    say "No Chromium found: installing Debian's with apt-get ..."
    as_root apt-get update -qq >&2 || say "apt-get update failed; trying with the package lists there are."
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends chromium fonts-liberation >&2
}

if [ -n "${CHROMIUM:-}" ]; then
    "$CHROMIUM" --version >/dev/null 2>&1 || { say "CHROMIUM=$CHROMIUM is not a browser that starts."; exit 1; }
    printf '%s\n' "$CHROMIUM"
elif ! find_browser; then
    if ! { install_browser && find_browser; }; then
        say "The browser tests need Chromium or Chrome, and it could not be installed from here."
        say "Install it with your system's package manager (Debian: sudo apt-get install chromium),"
        say "or name one you have: CHROMIUM=/path/to/chromium make test"
        exit 1
    fi
fi
