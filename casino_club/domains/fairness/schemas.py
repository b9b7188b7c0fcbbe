"""Bodies of the fairness routes."""

from typing import Annotated

from pydantic import Field

from casino_club.domains.fairness.rules import CLIENT_SEED_PATTERN
from casino_club.infra.http.schemas import In, Out

ClientSeed = Annotated[str, Field(pattern=CLIENT_SEED_PATTERN, description="1-64 visible ASCII characters, no colon")]


class CommitmentsOut(Out):
    """Known before play: hashes are SHA-256 over the seeds' bytes, hex."""

    server_seed_hash: str
    next_server_seed_hash: str
    client_seed: str
    nonce: int


class RotateIn(In):
    client_seed: ClientSeed | None = None


class RotationOut(Out):
    revealed_server_seed: str
    server_seed_hash: str
    next_server_seed_hash: str
    client_seed: str
