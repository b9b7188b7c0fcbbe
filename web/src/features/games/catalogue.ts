/** The games of the house besides the slot machines, in the order of the lobby. Names: `game.<code>` of the common messages. */
export const tableGames = ["crash", "blackjack", "gacha", "videopoker", "roulette", "rps"] as const;
export type TableGame = (typeof tableGames)[number];

/** Any game of the house, by the code its rounds carry. */
export type GameCode = "slot" | TableGame;

export function isTableGame(code: string): code is TableGame {
  return (tableGames as readonly string[]).includes(code);
}

export function isGame(code: string): code is GameCode {
  return code === "slot" || isTableGame(code);
}

/** Games whose rounds everybody plays together: a round's seed is its own, and revealed when it ends. */
export function isShared(code: string): boolean {
  return code === "crash" || code === "roulette";
}

/** Where a game is played. */
export function hrefOf(code: string): `/${string}` {
  return isTableGame(code) ? `/${code}` : "/slot";
}
