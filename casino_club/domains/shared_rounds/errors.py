"""What shared rounds refuse."""

from casino_club.kernel.errors import DomainError, Messages


class RoundNotReadyError(DomainError):
    """No round has been opened yet: nobody leads this table."""

    code = "round_not_ready"
    kind = "unavailable"
    messages = Messages("The first round is about to begin.", "곧 첫 라운드가 시작돼요.")


class UnknownSharedRoundError(DomainError):
    """No such shared round."""

    code = "round_not_found"
    kind = "not_found"
    messages = Messages("We could not find that round.", "그 라운드를 찾을 수 없어요.")


class NoChainToSaltError(DomainError):
    """Every chain has its salt."""

    code = "no_chain_to_salt"
    kind = "conflict"
    messages = Messages("No chain is waiting for a salt: make one first.", "솔트를 기다리는 체인이 없어요.")


class SaltInvalidError(DomainError):
    """The salt cannot stand in a drawn message."""

    code = "salt_invalid"
    kind = "invalid"
    messages = Messages("A salt is 1-64 visible ASCII characters without a colon.", "솔트 형식이 맞지 않아요.")


class LeaseLostError(DomainError):
    """Another process leads this table now; nothing was changed."""

    code = "lease_lost"
    kind = "conflict"
    messages = Messages("Another process leads this table.", "다른 프로세스가 이 테이블을 진행하고 있어요.")
