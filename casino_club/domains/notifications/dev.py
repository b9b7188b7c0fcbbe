"""The mail that the embedded sink kept, on plain pages. The entry point mounts them outside production only."""

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, HTTPException, Request, status
from fastapi.responses import HTMLResponse, JSONResponse, Response

from casino_club.domains.notifications import sink
from casino_club.domains.notifications.letters import render_page
from casino_club.infra.http.deps import AppSettings
from casino_club.infra.settings import Settings
from casino_club.kernel.clock import iso_z

router = APIRouter(prefix="/api/dev/mails", tags=["dev"], include_in_schema=False)

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
_LETTER_POLICY: Final = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


def mail_folder(settings: Settings) -> Path:
    """Where the sink keeps mail."""
    return settings.data_dir / "mail"


def _shown(mail: sink.Mail) -> dict[str, Any]:
    return {**asdict(mail), "received_at": iso_z(mail.received_at)}


async def _find(settings: Settings, mail_id: str) -> sink.Mail:
    found = await asyncio.to_thread(sink.find_mail, mail_folder(settings), mail_id)
    if found is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND)
    return found


@router.get("")
async def list_mails(request: Request, settings: AppSettings) -> Response:
    """The newest mail first: a page for a browser, JSON for everybody else."""
    mails = [_shown(mail) for mail in await asyncio.to_thread(sink.list_mails, mail_folder(settings))]
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"items": mails})
    body = f"{len(mails)} in the sink, newest first. Set SMTP_URL to send them for real."
    page = render_page(locale="en", title="Mail", body=body, width=720, mails=mails)
    return HTMLResponse(page, headers={"Content-Security-Policy": _POLICY})


@router.get("/{mail_id}")
async def view_mail(mail_id: str, settings: AppSettings) -> HTMLResponse:
    """One mail with its headers."""
    mail = _shown(await _find(settings, mail_id))
    page = render_page(locale="en", title=mail["subject"], body=f"To {mail['to']}", width=760, mail=mail)
    return HTMLResponse(page, headers={"Content-Security-Policy": _POLICY})


@router.get("/{mail_id}/body")
async def view_body(mail_id: str, settings: AppSettings) -> HTMLResponse:
    """What the reader of a mail sees."""
    mail = await _find(settings, mail_id)
    return HTMLResponse(mail.body, headers={"Content-Security-Policy": _LETTER_POLICY})
