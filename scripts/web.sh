#!/bin/sh
# web.sh deps|build|check|test: the web app's steps, each skipped when its inputs have not changed.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
export PATH NEXT_TELEMETRY_DISABLED=1 npm_config_cache="$PWD/.tools/npm" npm_config_update_notifier=false

fail() {
    echo "error: $1" >&2
    exit 1
}

hash_of() {
    find "$@" \( -name node_modules -o -name .next -o -name out -o -path web/public/fonts \) -prune -o \
        -type f ! -name next-env.d.ts ! -name '*.tsbuildinfo' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
}

deps() {
    stamp=web/node_modules/.installed
    wanted="$(hash_of web/package.json web/package-lock.json) $(node --version)"
    [ "$(cat $stamp 2>/dev/null)" = "$wanted" ] && return
    echo "installing the web app's packages …"
    npm --prefix web ci --no-audit --no-fund || fail "npm ci failed (its last lines are above)"
    echo "$wanted" >$stamp
}

build() {
    deps
    stamp=web/out/.built
    wanted="$(hash_of web)"
    [ "$(cat $stamp 2>/dev/null)" = "$wanted" ] && return
    echo "building the web app …"
    rm -f $stamp
    npm --prefix web run build || fail "the web app did not build (its last lines are above)"
    echo "$wanted" >$stamp
}

check() {
    deps
    npm --prefix web run lint
    npm --prefix web run typecheck
    mkdir -p .tools
    (cd web && npm exec -- openapi-typescript ../docs/openapi.json -o ../.tools/schema.d.ts >/dev/null)
    cmp -s .tools/schema.d.ts web/src/shared/api/schema.d.ts ||
        fail "web/src/shared/api/schema.d.ts differs from docs/openapi.json: run npm --prefix web run api:types"
}

case "${1:-}" in
deps | build | check) "$1" ;;
test) build && npm --prefix web run test && npm --prefix web run budget ;;
*) fail "usage: web.sh deps|build|check|test" ;;
esac
