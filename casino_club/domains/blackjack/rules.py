"""How a hand is played. Pure, and blind to who plays: a stake, actions and cards go in, a deal comes out.

Law: a fresh shoe each hand. The player's first card, the dealer's up card, the player's second card, the hole card. The
dealer stands on every 17 and looks at the hole card under an ace or a ten before the player acts; a blackjack ends the
hand there and takes the first stake only. Insurance, half the stake at 2:1, is offered on an ace before that look: any
other action declines it, and is carried out only when the dealer has no blackjack. Double any two cards, also after a
split. Two cards of one value may be split, to four hands; a split hand gets its second card when its turn comes. Split
aces get one card each and are not split again. A hand of 21 stands by itself; 21 after a split is no blackjack. A
blackjack pays 3:2, no surrender. The dealer draws only when a hand is left to beat.
"""

from collections.abc import Iterable
from typing import Any, get_args

from casino_club.domains.blackjack.cards import BEST, CardSource, Recorded, card_name, card_value, is_natural, total_of
from casino_club.domains.blackjack.contracts import HANDS_MAX, Action, Deal, Hand, Insurance, Table
from casino_club.domains.blackjack.errors import ActionRefusedError
from casino_club.kernel.errors import InvariantError

DEALER_STANDS: int = 17
ACTION_NAMES: frozenset[str] = frozenset(get_args(Action))


def play(table: Table, bet_amount: int, actions: Iterable[Action], source: CardSource) -> Deal:
    """The deal after `actions`. Raises ValueError on a stake off the table, `ActionRefusedError` on a wrong action."""
    if not table.stakes.allows(bet_amount):
        raise ValueError(f"the table does not take a stake of {bet_amount}")
    deal = _open(bet_amount, source)
    for action in actions:
        act(deal, action, source)
    return deal


def cost_of(deal: Deal, action: Action) -> int:
    """What an allowed action adds to the stake, in gold."""
    if action == "insurance":
        return deal.bet_amount // 2
    return deal.hands[deal.active or 0].stake if action in ("double", "split") else 0


def act(deal: Deal, action: Action, source: CardSource) -> None:
    """Carry out one action, in place. Raises `ActionRefusedError` and leaves the deal as it was."""
    if action not in deal.actions:
        raise ActionRefusedError({"actions": list(deal.actions)})
    deal.taken.append(action)
    if deal.insurance_offered:
        deal.insurance_offered = False
        if action == "insurance":
            deal.insurance = Insurance(cost_of(deal, action))
        natural = is_natural(deal.hands[0].cards)
        if action == "insurance" or natural or is_natural(deal.dealer):
            _look(deal, source)
            return
    hand = deal.hands[deal.active or 0]
    match action:
        case "stand":
            hand.status = "stood"
        case "hit":
            hand.cards.append(source.take())
            hand.status = _status(hand)
        case "double":
            hand.stake *= 2
            hand.cards.append(source.take())
            hand.status = "bust" if total_of(hand.cards)[0] > BEST else "doubled"
        case "split":
            _split(deal, hand, source)
        case "insurance":
            raise InvariantError("insurance is taken before the dealer looks")
    _advance(deal, source)


def restore(table: Table, facts: dict[str, Any]) -> Deal:
    """The deal again from what `stored` kept. Raises InvariantError when the facts contradict each other."""
    source = Recorded(facts["cards"])
    deal = play(table, facts["bet_amount"], facts["actions"], source)
    if source.taken != facts["cards"] or facts.get("payout", deal.payout) != deal.payout:
        raise InvariantError("a stored hand plays to another result")
    return deal


def stored(deal: Deal) -> dict[str, Any]:
    """What is kept of a deal: stake, actions and cards in order; the payout, to check against, once it is settled."""
    facts: dict[str, Any] = {"bet_amount": deal.bet_amount, "actions": list(deal.taken), "cards": list(deal.dealt)}
    return facts | {"payout": deal.payout} if deal.settled else facts


def stand_pat(deal: Deal, source: CardSource) -> None:
    """Stand every hand that is left, to the end of the deal; insurance is not taken."""
    while not deal.settled:
        act(deal, "stand", source)


def present(deal: Deal) -> dict[str, Any]:
    """The deal as its player may see it: nothing of the hole card until everything is settled."""
    shown = deal.dealer if deal.settled else deal.dealer[:1]
    hidden = [] if deal.settled else [None]
    total, soft = total_of(shown)
    insurance = deal.insurance
    return {
        "dealer": {
            "cards": [*(card_name(card) for card in shown), *hidden],
            "total": total,
            "soft": soft,
            "blackjack": deal.settled and is_natural(deal.dealer),
        },
        "hands": [_shown_hand(hand) for hand in deal.hands],
        "active_hand": deal.active,
        "insurance_offered": deal.insurance_offered,
        "insurance": insurance and {"bet_amount": insurance.stake, "win_amount": insurance.payout},
        "taken": list(deal.taken),
        "actions": list(deal.actions),
    }


def _shown_hand(hand: Hand) -> dict[str, Any]:
    total, soft = total_of(hand.cards)
    return {
        "cards": [card_name(card) for card in hand.cards],
        "total": total,
        "soft": soft,
        "bet_amount": hand.stake,
        "status": hand.status,
        "result": hand.result,
        "win_amount": hand.payout if hand.result else None,
    }


def _open(bet_amount: int, source: CardSource) -> Deal:
    first, up, second, hole = (source.take() for _ in range(4))
    hand = Hand([first, second], bet_amount, "playing")
    deal = Deal(bet_amount, source.taken, [up, hole], [hand])
    if is_natural(hand.cards):
        hand.status = "blackjack"
    if card_value(up) == 1:
        deal.insurance_offered = True
        basic = ("stand",) if hand.status == "blackjack" else _options(deal, hand)
        deal.actions = (*basic, "insurance")
    else:
        _look(deal, source)
    return deal


def _look(deal: Deal, source: CardSource) -> None:
    """The dealer looks at the hole card: a blackjack of either side ends the deal."""
    if deal.insurance and not is_natural(deal.dealer):
        deal.insurance.payout = 0
    if is_natural(deal.dealer) or is_natural(deal.hands[0].cards):
        _settle(deal)
    else:
        _advance(deal, source)


def _status(hand: Hand) -> Any:
    total, _ = total_of(hand.cards)
    return "playing" if total < BEST else "stood" if total == BEST else "bust"


def _options(deal: Deal, hand: Hand) -> tuple[Action, ...]:
    if len(hand.cards) > 2:  # noqa: PLR2004
        return ("hit", "stand")
    pair = card_value(hand.cards[0]) == card_value(hand.cards[1])
    return ("hit", "stand", "double", "split") if pair and len(deal.hands) < HANDS_MAX else ("hit", "stand", "double")


def _split(deal: Deal, hand: Hand, source: CardSource) -> None:
    at = deal.hands.index(hand)
    other = Hand([hand.cards.pop()], hand.stake, from_split=True)
    hand.from_split = True
    deal.hands.insert(at + 1, other)
    hand.cards.append(source.take())
    if card_value(hand.cards[0]) == 1:
        other.cards.append(source.take())
        hand.status = other.status = "stood"
    else:
        hand.status = _status(hand)


def _advance(deal: Deal, source: CardSource) -> None:
    """Give the turn to the first hand that still plays, or to the dealer."""
    for at, hand in enumerate(deal.hands):
        if hand.status == "waiting":
            hand.cards.append(source.take())
            hand.status = _status(hand)
        if hand.status == "playing":
            deal.active, deal.actions = at, _options(deal, hand)
            return
    if any(hand.status != "bust" for hand in deal.hands):
        while total_of(deal.dealer)[0] < DEALER_STANDS:
            deal.dealer.append(source.take())
    _settle(deal)


def _settle(deal: Deal) -> None:
    deal.active, deal.actions, deal.settled = None, (), True
    dealer, _ = total_of(deal.dealer)
    dealer_natural = is_natural(deal.dealer)
    if deal.insurance:
        deal.insurance.payout = deal.insurance.stake * 3 if dealer_natural else 0
    for hand in deal.hands:
        total, _ = total_of(hand.cards)
        natural = is_natural(hand.cards) and not hand.from_split
        if hand.status in ("playing", "waiting"):
            hand.status = "stood"
        if natural and not dealer_natural:
            hand.result, hand.payout = "blackjack", hand.stake + hand.stake * 3 // 2
        elif total > BEST or (dealer_natural and not natural):
            hand.result, hand.payout = "lose", 0
        elif natural or total == dealer:
            hand.result, hand.payout = "push", hand.stake
        elif dealer > BEST or total > dealer:
            hand.result, hand.payout = "win", hand.stake * 2
        else:
            hand.result, hand.payout = "lose", 0
