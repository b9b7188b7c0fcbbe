/** Line drawings in a 24-unit box, one for each thing that can be counted. */
const paths: Record<string, string> = {
  rounds: "M18.6 8.2A7.6 7.6 0 1 0 19.6 12.6M19.2 4V8.4H14.8",
  games: "M4.6 8.4L12.4 6.2L15.4 17.4L7.6 19.6ZM14.6 5L20 6.4L17.4 16.2",
  stakes: "M5 8C5 6.3 8.1 5 12 5S19 6.3 19 8S15.9 11 12 11S5 9.7 5 8ZM5 8V12C5 13.7 8.1 15 12 15S19 13.7 19 12V8M5 12V16C5 17.7 8.1 19 12 19S19 17.7 19 16V12",
  winnings: "M12 3.5C12.6 8.8 15.2 11.4 20.5 12C15.2 12.6 12.6 15.2 12 20.5C11.4 15.2 8.8 12.6 3.5 12C8.8 11.4 11.4 8.8 12 3.5Z",
  wins: "M8 4.5H16V9A4 4 0 0 1 8 9ZM8 5.8H4.8C4.8 8.8 6 10 8 10.2M16 5.8H19.2C19.2 8.8 18 10 16 10.2M12 13V16.4M8.5 19.5H15.5C15.5 17.6 14 16.4 12 16.4S8.5 17.6 8.5 19.5Z",
  run: "M6.5 9.6L12 5L17.5 9.6M6.5 14.2L12 9.6L17.5 14.2M6.5 18.8L12 14.2L17.5 18.8",
  day: "M3.5 17.5H20.5M7 17.5A5 5 0 0 1 17 17.5M12 5V8.2M5.4 9.4L7.5 11.5M18.6 9.4L16.5 11.5",
  level: "M4 19.5H8.4V15H12.8V10.5H17.2V6H20.5",
  collection: "M12 3V6M9 6C5.6 9 5.6 15 9 18H15C18.4 15 18.4 9 15 6ZM12 18V21M10.6 6.4C9.3 10 9.3 14 10.6 17.6M13.4 6.4C14.7 10 14.7 14 13.4 17.6",
  attendance: "M7 20V5.6C7 4.7 7.7 4 8.6 4H15.4C16.3 4 17 4.7 17 5.6V20M4.5 20H19.5M13.8 12V12.4",
  missions: "M4.8 12.6L9.8 17.6L19.4 6.8",
  multiplier: "M6.8 6.8L17.2 17.2M17.2 6.8L6.8 17.2",
  claims: "M5 10.4H19V19H5ZM4 7.2H20V10.4H4ZM12 7.2V19M12 7.2C9.4 7.2 7.6 6.2 8.2 4.8C8.8 3.6 11.2 4.2 12 7.2C12.8 4.2 15.2 3.6 15.8 4.8C16.4 6.2 14.6 7.2 12 7.2",
};
const unknown = "M12 4L20 12L12 20L4 12Z";

const emblemOfEvaluator: Record<string, string> = {
  plays: "rounds",
  distinct_games: "games",
  cumulative_bet: "stakes",
  total_win: "winnings",
  daily_win: "day",
  best_win: "winnings",
  wins: "wins",
  win_streak: "run",
  best_multiplier: "multiplier",
  streak_length: "attendance",
  claims: "claims",
};

/** The emblem of what a mission counts. */
export function emblemOf(evaluator: string): string {
  return emblemOfEvaluator[evaluator] ?? evaluator;
}

/** One drawing as a path of an outer svg, in the current stroke. Operators may name emblems nobody has drawn. */
export function EmblemPath({ name }: { name: string }) {
  return <path d={paths[name] ?? unknown} />;
}
