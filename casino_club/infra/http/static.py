"""The exported web app, served from memory: compressed once, with each page's own Content-Security-Policy.

Pages allow the inline scripts whose hashes the build wrote to `csp.json`, and no other. Names under `_next/static`
carry their content's hash, so they may be kept for ever; everything else is asked for again by ETag.
"""

import gzip
import hashlib
import json
import mimetypes
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from starlette.exceptions import HTTPException

from casino_club.infra.http.errors import language_of
from casino_club.infra.http.shell import Receive, Scope, Send, header

_COMPRESSIBLE: Final = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/manifest")
_COMPRESS_MIN_BYTES: Final = 512
_FOR_EVER: Final = b"public, max-age=31536000, immutable"
_ASK_AGAIN: Final = b"no-cache"
_MISSING_WEB: Final = (
    b"<!doctype html><title>Casino-Club</title>"
    b"<p>The API is running, but the web app is not built: run <code>make run</code>."
)


@dataclass(frozen=True, slots=True)
class _Asset:
    body: bytes
    packed: bytes | None
    etag: bytes
    headers: tuple[tuple[bytes, bytes], ...]


def _policy(script_hashes: list[str]) -> bytes:
    scripts = " ".join(["'self'", *script_hashes])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "connect-src 'self' ws: wss:; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ).encode()


class StaticSite:
    """An ASGI app over an export's folder. Without the folder it says how to build it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._assets: dict[str, _Asset] = {}
        policy_file = root / "csp.json"
        policies: Any = json.loads(policy_file.read_text()) if policy_file.exists() else {}
        self._page_hashes: dict[str, list[str]] = policies.get("pages", {})
        self._names = self._index()

    def _index(self) -> dict[str, str]:
        """URL path → file name below the root: pages answer with and without a trailing slash or `.html`."""
        names: dict[str, str] = {}
        if not self._root.is_dir():
            return names
        for file in self._root.rglob("*"):
            if not file.is_file() or file.name == "csp.json":
                continue
            name = PurePosixPath(file.relative_to(self._root)).as_posix()
            names["/" + name] = name
            if name.endswith(".html"):
                page = "/" + name.removesuffix(".html").removesuffix("/index")
                names[page] = name
                names[page.rstrip("/") + "/"] = name
        return names

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/api/"):
            raise HTTPException(404)
        if scope["method"] not in {"GET", "HEAD"}:
            await self._answer(scope, send, 405, _Asset(b"", None, b"", ((b"allow", b"GET, HEAD"),)))
            return
        path: str = scope["path"]
        name = self._names.get(path)
        language = language_of((header(scope, b"accept-language") or b"ko").decode("latin-1"))
        page = f"/{language}{path}".rstrip("/")
        if name is None and (path == "/" or page in self._names):
            # A link that knows no language, as a payment provider's way back: to the page in the visitor's own.
            query = scope["query_string"]
            target = page.encode() + (b"?" + query if query else b"")
            location = ((b"location", target), (b"vary", b"accept-language"))
            await self._answer(scope, send, 302, _Asset(b"", None, b"", location))
        elif name is not None:
            await self._answer(scope, send, 200, self._asset(name))
        elif (missing := self._names.get("/404")) is not None:
            await self._answer(scope, send, 404, self._asset(missing))
        else:
            kind = ((b"content-type", b"text/html; charset=utf-8"),)
            await self._answer(scope, send, 404, _Asset(_MISSING_WEB, None, b"", kind))

    def _asset(self, name: str) -> _Asset:
        asset = self._assets.get(name)
        if asset is None:
            asset = self._assets[name] = self._load(name)
        return asset

    def _load(self, name: str) -> _Asset:
        body = (self._root / name).read_bytes()
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if name.endswith(".webmanifest"):
            kind = "application/manifest+json"
        text = kind.startswith(_COMPRESSIBLE)
        packed = gzip.compress(body, 9, mtime=0) if text and len(body) >= _COMPRESS_MIN_BYTES else None
        keep = _FOR_EVER if name.startswith("_next/static/") else _ASK_AGAIN
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'.encode()
        headers = [
            (b"content-type", (kind + ("; charset=utf-8" if text else "")).encode()),
            (b"cache-control", keep),
            (b"etag", etag),
            (b"vary", b"accept-encoding"),
        ]
        if name.endswith(".html"):
            headers.append((b"content-security-policy", _policy(self._page_hashes.get(name, []))))
        return _Asset(body, packed, etag, tuple(headers))

    async def _answer(self, scope: Scope, send: Send, status: int, asset: _Asset) -> None:
        headers = list(asset.headers)
        body = asset.body
        if status == 200 and header(scope, b"if-none-match") == asset.etag:  # noqa: PLR2004
            status, body = 304, b""
        elif asset.packed is not None and b"gzip" in (header(scope, b"accept-encoding") or b""):
            body = asset.packed
            headers.append((b"content-encoding", b"gzip"))
        if status != 304:  # noqa: PLR2004
            headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
