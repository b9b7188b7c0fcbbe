"""The checkout page, as a payment provider hosts one. The entry point mounts it where the sandbox is the provider."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Request, status
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from casino_club.domains.sandbox import rules, service
from casino_club.domains.sandbox.contracts import SandboxPayment
from casino_club.domains.sandbox.pages import render_checkout, render_missing
from casino_club.domains.sandbox.schemas import FORM_BYTES_MAX, CheckoutForm, read_form
from casino_club.infra.http.deps import AppClock, Language, ReadDb, WriteDb
from casino_club.infra.http.route import HouseRoute
from casino_club.infra.http.shell import BodyTooLargeError

router = APIRouter(prefix="/sandbox/checkout", include_in_schema=False, route_class=HouseRoute)

_POLICY: Final = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self'; base-uri 'none'"
    "; frame-ancestors 'none'; form-action 'self'"
)


async def _form(request: Request) -> CheckoutForm:
    body = await request.body()
    if len(body) > FORM_BYTES_MAX:
        raise BodyTooLargeError
    return read_form(body, request.headers.get("content-type", ""))


Form = Annotated[CheckoutForm, Depends(_form)]
Ref = Annotated[str, Path()]


def _page(html: str, code: int = 200, *, leads_to: str = "") -> HTMLResponse:
    # Browsers hold `form-action` against the address that a form is redirected to, too.
    policy = f"{_POLICY} {leads_to}".rstrip()
    return HTMLResponse(html, code, headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"})


def _missing(language: str) -> HTMLResponse:
    return _page(render_missing(language), status.HTTP_404_NOT_FOUND)


@router.get("/{ref}")
async def show(ref: Ref, session: ReadDb, clock: AppClock, language: Language) -> HTMLResponse:
    """What is to be paid and how it may go, or what became of it."""
    now = clock.now()
    payment: SandboxPayment | None = None
    if rules.is_ref(ref):
        payment = await service.view(session, ref=ref, now=now)
    if payment is None:
        return _missing(language)
    return _page(render_checkout(payment, language), leads_to=rules.origin_of(payment.return_url))


@router.post("/{ref}")
async def press(ref: Ref, form: Form, session: WriteDb, clock: AppClock, language: Language) -> Response:
    """Do what the button says, and lead back to the asker."""
    payment: SandboxPayment | None = None
    if rules.is_ref(ref):
        payment = await service.press(session, ref=ref, action=form.action, card=form.card, now=clock.now())
    if payment is None:
        return _missing(language)
    return RedirectResponse(payment.return_url, status.HTTP_303_SEE_OTHER, headers={"Cache-Control": "no-store"})
