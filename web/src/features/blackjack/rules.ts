/** The law of blackjack, done again in the browser for verification. The server's is `domains/blackjack/rules.py`. */
import { RANKS, SUITS, totalOf, valueOf } from "./play/cards";

export const ACTIONS = ["hit", "stand", "double", "split", "insurance"] as const;
export type Action = (typeof ACTIONS)[number];

const BEST = 21;
const DEALER_STANDS = 17;
const HANDS_MAX = 4;
const DECK = 52;

/** A stream of uniform integers, as `features/fairness/lib/draw` makes it. */
export type Source = { below: (n: number) => Promise<number> };

type Hand = {
  cards: string[];
  stake: number;
  status: "playing" | "waiting" | "stood" | "doubled" | "bust" | "blackjack";
  fromSplit: boolean;
  result: "blackjack" | "win" | "push" | "lose" | null;
  payout: number;
};

/** A fresh shoe of whole decks. Each card is drawn when it is dealt: the last place changes with place `below(cards left)`. */
export class Shoe {
  private readonly cards: number[];

  constructor(
    decks: number,
    private readonly draw: Source,
  ) {
    this.cards = Array.from({ length: DECK * decks }, (_, at) => at);
  }

  async take(): Promise<string> {
    const chosen = await this.draw.below(this.cards.length);
    const last = this.cards.pop() ?? 0;
    const taken = (chosen === this.cards.length ? last : this.cards[chosen]) ?? 0;
    if (chosen < this.cards.length) this.cards[chosen] = last;
    const card = taken % DECK;
    return `${RANKS[card % RANKS.length] ?? ""}${SUITS[Math.floor(card / RANKS.length)] ?? ""}`;
  }
}

function isNatural(cards: readonly string[]): boolean {
  return cards.length === 2 && totalOf(cards).total === BEST;
}

function statusOf(cards: readonly string[]): Hand["status"] {
  const { total } = totalOf(cards);
  return total < BEST ? "playing" : total === BEST ? "stood" : "bust";
}

/** One deal from its first card to its last payout. Throws when an action was not open to the player. */
export class Deal {
  readonly hands: Hand[] = [];
  readonly dealer: string[] = [];
  insurance: { stake: number; payout: number } | null = null;
  settled = false;
  private active = 0;
  private offered = false;
  private allowed: readonly Action[] = [];

  private constructor(
    readonly stake: number,
    private readonly shoe: Shoe,
  ) {}

  static async play(stake: number, actions: readonly Action[], shoe: Shoe): Promise<Deal> {
    const deal = new Deal(stake, shoe);
    await deal.open();
    for (const action of actions) await deal.act(action);
    if (!deal.settled) throw new Error("the hand is not finished");
    return deal;
  }

  get payout(): number {
    return this.hands.reduce((sum, { payout }) => sum + payout, this.insurance?.payout ?? 0);
  }

  private async open(): Promise<void> {
    const first = await this.shoe.take();
    const up = await this.shoe.take();
    const cards = [first, await this.shoe.take()];
    this.dealer.push(up, await this.shoe.take());
    const hand: Hand = { ...this.newHand(this.stake), cards, status: isNatural(cards) ? "blackjack" : "playing" };
    this.hands.push(hand);
    if (valueOf(up) !== 1) return this.look();
    this.offered = true;
    this.allowed = [...(hand.status === "blackjack" ? (["stand"] as const) : this.optionsOf(hand)), "insurance"];
  }

  private async act(action: Action): Promise<void> {
    const hand = this.hands[this.active];
    if (!hand || !this.allowed.includes(action)) throw new Error(`the hand does not allow ${action}`);
    if (this.offered) {
      this.offered = false;
      if (action === "insurance") this.insurance = { stake: this.stake / 2, payout: 0 };
      if (action === "insurance" || isNatural(hand.cards) || isNatural(this.dealer)) return this.look();
    }
    if (action === "stand") hand.status = "stood";
    if (action === "hit" || action === "double") {
      hand.cards.push(await this.shoe.take());
      hand.status = statusOf(hand.cards);
    }
    if (action === "double") {
      hand.stake *= 2;
      if (hand.status !== "bust") hand.status = "doubled";
    }
    if (action === "split") await this.split(hand);
    return this.advance();
  }

  /** The dealer looks at the hole card: a blackjack of either side ends the deal. */
  private async look(): Promise<void> {
    const [hand] = this.hands;
    if (isNatural(this.dealer) || (hand && isNatural(hand.cards))) this.settle();
    else await this.advance();
  }

  private async split(hand: Hand): Promise<void> {
    const moved = hand.cards.pop() ?? "";
    const other: Hand = { ...this.newHand(hand.stake), cards: [moved], fromSplit: true };
    hand.fromSplit = true;
    this.hands.splice(this.hands.indexOf(hand) + 1, 0, other);
    hand.cards.push(await this.shoe.take());
    if (valueOf(moved) === 1) {
      other.cards.push(await this.shoe.take());
      hand.status = other.status = "stood";
    } else hand.status = statusOf(hand.cards);
  }

  /** The turn goes to the first hand that still plays, or to the dealer. */
  private async advance(): Promise<void> {
    for (const [at, hand] of this.hands.entries()) {
      if (hand.status === "waiting") {
        hand.cards.push(await this.shoe.take());
        hand.status = statusOf(hand.cards);
      }
      if (hand.status === "playing") {
        this.active = at;
        this.allowed = this.optionsOf(hand);
        return;
      }
    }
    if (this.hands.some(({ status }) => status !== "bust"))
      while (totalOf(this.dealer).total < DEALER_STANDS) this.dealer.push(await this.shoe.take());
    this.settle();
  }

  private settle(): void {
    this.settled = true;
    this.allowed = [];
    const dealer = totalOf(this.dealer).total;
    const dealerNatural = isNatural(this.dealer);
    if (this.insurance && dealerNatural) this.insurance.payout = this.insurance.stake * 3;
    for (const hand of this.hands) {
      const { total } = totalOf(hand.cards);
      const natural = isNatural(hand.cards) && !hand.fromSplit;
      if (hand.status === "playing" || hand.status === "waiting") hand.status = "stood";
      if (natural && !dealerNatural) hand.result = "blackjack";
      else if (total > BEST || (dealerNatural && !natural)) hand.result = "lose";
      else if (natural || total === dealer) hand.result = "push";
      else hand.result = dealer > BEST || total > dealer ? "win" : "lose";
      hand.payout = (hand.stake * { blackjack: 5, win: 4, push: 2, lose: 0 }[hand.result]) / 2;
    }
  }

  private optionsOf({ cards }: Hand): readonly Action[] {
    if (cards.length > 2) return ["hit", "stand"];
    const isPair = valueOf(cards[0] ?? "") === valueOf(cards[1] ?? "");
    return isPair && this.hands.length < HANDS_MAX ? ["hit", "stand", "double", "split"] : ["hit", "stand", "double"];
  }

  private newHand(stake: number): Hand {
    return { cards: [], stake, status: "waiting", fromSplit: false, result: null, payout: 0 };
  }
}

/** A finished deal in the API's words, without what is empty in every finished deal. */
export function shown(deal: Deal, taken: readonly Action[]) {
  return {
    dealer: { cards: deal.dealer, ...totalOf(deal.dealer), blackjack: isNatural(deal.dealer) },
    hands: deal.hands.map(({ cards, stake, status, result, payout }) => ({
      cards,
      ...totalOf(cards),
      bet_amount: stake,
      status,
      result,
      win_amount: payout,
    })),
    insurance: deal.insurance && { bet_amount: deal.insurance.stake, win_amount: deal.insurance.payout },
    taken: [...taken],
  };
}
