"""What crash refuses beyond what every game refuses."""

from casino_club.kernel.errors import DomainError, Messages


class RoundCrashedError(DomainError):
    """The cash-out came after the crash."""

    code = "round_crashed"
    kind = "conflict"
    messages = Messages("Too late: the round has crashed.", "늦었어요. 라운드가 이미 끝났어요.")


class RoundNotRunningError(DomainError):
    """The round has not started: there is nothing to cash out yet."""

    code = "round_not_running"
    kind = "conflict"
    messages = Messages("The round has not started yet.", "아직 라운드가 시작되지 않았어요.")


class AutoCashoutError(DomainError):
    """The automatic cash-out is not a multiplier of this table."""

    code = "auto_cashout_out_of_range"
    kind = "invalid"
    messages = Messages("That automatic cash-out is not possible.", "설정할 수 없는 자동 캐시아웃 배수예요.")
