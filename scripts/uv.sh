#!/bin/sh
# Runs uv: the one on PATH, or one installed into .tools of this checkout.
set -eu
cd "$(dirname "$0")/.."
if uv --version >/dev/null 2>&1; then
    exec uv "$@"
fi
if ! .tools/uv/bin/uv --version >/dev/null 2>&1; then
    echo "installing uv into .tools …" >&2
    rm -rf .tools/uv
    python="${PYTHON:-python3}"
    { "$python" -m venv .tools/uv && .tools/uv/bin/python -m pip install --quiet 'uv>=0.9,<1'; } >&2 ||
        { rm -rf .tools/uv && "$python" -m pip install --quiet --target .tools/uv 'uv>=0.9,<1' >&2; } ||
        { echo "error: uv could not be installed: check the network, or install uv or python3-venv" >&2; exit 1; }
fi
exec .tools/uv/bin/uv "$@"
