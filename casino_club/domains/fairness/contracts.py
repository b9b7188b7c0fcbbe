"""What games and clients learn of a player's seeds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActiveSeed:
    """The seed a player's next bet is drawn from. `server_seed` is secret until rotation."""

    seed_id: int
    server_seed: bytes
    client_seed: str
    nonce: int


@dataclass(frozen=True, slots=True)
class SeedFacts:
    """One seed of a round as it may be shown: `server_seed` only once revealed."""

    server_seed_hash: str
    client_seed: str
    server_seed: str | None


@dataclass(frozen=True, slots=True)
class Commitments:
    """What a player sees before playing."""

    server_seed_hash: str
    next_server_seed_hash: str
    client_seed: str
    nonce: int


@dataclass(frozen=True, slots=True)
class Rotation:
    """What rotation reveals and what comes next."""

    revealed_server_seed: str
    server_seed_hash: str
    next_server_seed_hash: str
    client_seed: str
