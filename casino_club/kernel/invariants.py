"""What an audit answers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One violated invariant: what it is called, how many rows break it, and a few of them."""

    check: str
    violations: int
    examples: tuple[str, ...] = ()
