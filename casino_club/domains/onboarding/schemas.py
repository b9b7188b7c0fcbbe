"""Bodies of the tour."""

from typing import Literal, Self

from casino_club.domains.onboarding import rules
from casino_club.domains.onboarding.contracts import Status, Step, TourState
from casino_club.domains.rewards.contracts import Grant
from casino_club.domains.rewards.schemas import RewardItemOut, reward_items
from casino_club.infra.http.schemas import Amount, Out


class TourStepOut(Out):
    """`by` fact: the server sees it happen. `by` report: the client says so."""

    id: Step
    done: bool
    optional: bool
    by: Literal["fact", "report"]


class TourRewardOut(Out):
    gold: Amount
    exp: Amount


class OnboardingOut(Out):
    """`quiet`: the player takes a break; show nothing of it."""

    status: Status
    steps: list[TourStepOut]
    next_step: Step | None
    claimable: bool
    claimed: bool
    quiet: bool
    reward: TourRewardOut

    @classmethod
    def of(cls, state: TourState) -> Self:
        return cls(
            status=state.status,
            steps=[
                TourStepOut(id=rule.id, done=rule.id in state.done, optional=rule.optional, by=rule.by)
                for rule in rules.RULES
            ],
            next_step=state.next_step,
            claimable=state.claimable,
            claimed=state.claimed,
            quiet=state.quiet,
            reward=TourRewardOut.model_validate(dict(rules.REWARD)),
        )


class OnboardingClaimOut(Out):
    """`applied` is false and `idempotent` true when it had been claimed before."""

    applied: bool
    idempotent: bool
    reward_items: list[RewardItemOut]
    new_balances: dict[str, Amount]

    @classmethod
    def of(cls, grant: Grant) -> Self:
        return cls(
            applied=grant.applied,
            idempotent=not grant.applied,
            reward_items=reward_items(grant),
            new_balances=grant.new_balances,
        )
