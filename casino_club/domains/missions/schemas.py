"""Missions over HTTP."""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from casino_club.domains.missions.contracts import Kind, MissionSet, MissionView
from casino_club.domains.rewards.schemas import BundleOut, GrantOut
from casino_club.infra.http.schemas import Amount, Out, UtcTime


class MissionOut(Out):
    """One of the caller's missions, in the caller's language."""

    id: str
    kind: Kind
    title: str
    evaluator: str = Field(description="what is counted: the key by which the mission is drawn")
    progress: Amount
    target: Amount
    completed: bool
    claimed: bool
    rewards: BundleOut
    resets_at: UtcTime = Field(description="the UTC midnight that ends it; a reward not taken by then comes by itself")
    progress_version: int

    @classmethod
    def of(cls, view: MissionView, language: str) -> "MissionOut":
        """A mission as its player sees it."""
        return cls(
            id=view.mission.code,
            kind=view.mission.kind,
            title=view.mission.title(language),
            evaluator=view.mission.evaluator,
            progress=view.progress,
            target=view.mission.target,
            completed=view.completed,
            claimed=view.claimed,
            rewards=BundleOut.of(view.mission.bundle),
            resets_at=view.period.ends_at,
            progress_version=view.progress_version,
        )


class MissionSetOut(Out):
    """The missions of one day or week."""

    kind: Kind
    scope: str
    resets_at: UtcTime
    reroll_left: bool = Field(description="whether one mission of this set may still be exchanged")
    items: list[MissionOut]

    @classmethod
    def of(cls, one: MissionSet, language: str) -> "MissionSetOut":
        """A set in the caller's language."""
        return cls(
            kind=one.period.kind,
            scope=one.period.scope,
            resets_at=one.period.ends_at,
            reroll_left=one.reroll_left,
            items=[MissionOut.of(view, language) for view in one.missions],
        )


class MissionsOut(Out):
    """All missions of now: as one list, and by set."""

    items: list[MissionOut]
    daily: MissionSetOut
    weekly: MissionSetOut

    @classmethod
    def of(cls, sets: Sequence[MissionSet], language: str) -> "MissionsOut":
        """Both sets in the caller's language."""
        shown: dict[Literal["daily", "weekly"], MissionSetOut] = {
            one.period.kind: MissionSetOut.of(one, language) for one in sets
        }
        daily, weekly = shown["daily"], shown["weekly"]
        return cls(items=[*daily.items, *weekly.items], daily=daily, weekly=weekly)


class MissionClaimOut(GrantOut):
    """A claim's answer; `idempotent` says that the reward had been taken before."""

    id: str
    idempotent: bool
    progress_version: int
