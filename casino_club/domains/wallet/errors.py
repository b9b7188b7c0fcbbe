"""What the wallet refuses."""

from casino_club.kernel.errors import DomainError, Messages


class InsufficientFundsError(DomainError):
    """The player's balance is smaller than the amount; nothing moved."""

    code = "insufficient_funds"
    kind = "payment"
    messages = Messages("You do not have enough for that.", "잔액이 부족해요.")


class AmountOutOfRangeError(DomainError):
    """The amount, or the balance it would lead to, is past 2^53-1."""

    code = "amount_out_of_range"
    kind = "invalid"
    messages = Messages("That amount is out of range.", "금액이 허용 범위를 벗어났어요.")
