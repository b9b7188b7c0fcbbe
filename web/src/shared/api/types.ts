import type { paths } from "./schema";

type Success = 200 | 201;

type JsonOf<Operation> = Operation extends { responses: infer Responses }
  ? { [Status in keyof Responses & Success]: Responses[Status] extends { content: { "application/json": infer Body } } ? Body : never }[keyof Responses & Success]
  : never;

/** The body a call answers with: `Answer<"/api/wallet", "get">`. */
export type Answer<Path extends keyof paths, Method extends keyof paths[Path]> = JsonOf<paths[Path][Method]>;

export type User = Answer<"/api/users/me", "get">;
export type Stats = Answer<"/api/games/stats/me", "get">;
export type GameStats = Stats["total"];
export type Dashboard = Answer<"/api/dashboard", "get">;
export type RoundPage = Answer<"/api/games/rounds", "get">;
/** What every list of rounds knows of one; the dashboard's and the history's both fit. */
export type Round = Omit<RoundPage["items"][number], "config_version">;
export type PostingPage = Answer<"/api/wallet/history", "get">;
export type Posting = PostingPage["items"][number];
export type SessionItem = Answer<"/api/auth/sessions", "get">["items"][number];
