/** The games of the house besides the slot machines, in the order of the lobby. Names: `game.<code>` of the common messages. */
export const tableGames = ["crash", "blackjack", "gacha", "videopoker", "roulette", "rps"] as const;
export type TableGame = (typeof tableGames)[number];

export function isTableGame(code: string): code is TableGame {
  return (tableGames as readonly string[]).includes(code);
}

/** Where a game is played. */
export function hrefOf(code: string): `/${string}` {
  return isTableGame(code) ? `/${code}` : "/slot";
}
