"""What the roulette table refuses, besides what every game refuses."""

from casino_club.kernel.errors import DomainError, Messages


class IllegalSpotError(DomainError):
    """The layout has no such spot. `index` is the bet's place in the call."""

    code = "illegal_spot"
    kind = "invalid"
    messages = Messages("There is no such bet on the layout.", "테이블에 없는 베팅 자리예요.")
