"""Who checks ages: the sandbox, and where a real provider is plugged in.

A provider implements `contracts.AgeVerifier`, gets a name in the setting `AGE_VERIFIER` and a line in `make_verifier`.
"""

from typing import Annotated

from fastapi import Depends

from casino_club.domains.content.contracts import AgeAsk, AgeOutcome, AgeStarted, AgeVerifier
from casino_club.domains.responsible.public import is_adult
from casino_club.infra.http.deps import AppClock, AppSettings
from casino_club.infra.settings import Settings
from casino_club.kernel.clock import Clock


class SandboxVerifier:
    """Believes the declared birth date: whoever is 19 today is an adult. For development and rehearsals."""

    name = "sandbox"

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def start(self, ask: AgeAsk) -> AgeStarted:
        """Decide at once; the reference carries the outcome, so that nothing has to be remembered."""
        outcome = "adult" if is_adult(ask.birth_date, self._clock.now().date()) else "minor"
        return AgeStarted(f"sandbox-{outcome}-{ask.verification_id}")

    async def result(self, *, provider_ref: str, token: str | None) -> AgeOutcome:  # noqa: ARG002 - the port's words
        """What `start` decided; `failed` for a reference it never gave."""
        told = provider_ref.split("-")[1:2]
        return "adult" if told == ["adult"] else "minor" if told == ["minor"] else "failed"


def make_verifier(settings: Settings, clock: Clock) -> AgeVerifier | None:
    """The configured verifier; None in a production that names none: then no story opens."""
    if settings.age_verifier == "sandbox" or (settings.age_verifier is None and not settings.is_production):
        return SandboxVerifier(clock)
    return None


async def get_verifier(settings: AppSettings, clock: AppClock) -> AgeVerifier | None:
    return make_verifier(settings, clock)


AppAgeVerifier = Annotated[AgeVerifier | None, Depends(get_verifier)]
