import type { Dashboard } from "./types";

const days = ["2026-11-15", "2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21"];

/** A whole dashboard of a player who came back today, for tests: `profile` and `last_rounds` are the test's own. */
export function dashboardOf(profile: Dashboard["profile"], last_rounds: Dashboard["last_rounds"] = []): Dashboard {
  return {
    profile,
    wallet: { balances: [] },
    stats: { today: {}, all: {} },
    last_rounds,
    games: [],
    streak: {
      action_type: "DAILY_LOGIN",
      today: "2026-11-21",
      streak_count: 3,
      best_count: 9,
      ticked_today: true,
      claimed_today: false,
      next_reward: { gold: 1_315, exp: 63 },
      week: days.map((date, index) => ({ date, attended: index > 3, claimed: index > 3 && index < 6, protected: false })),
      month_count: 12,
      protections: 1,
    },
    vip: {
      claimed_today: true,
      vip_points: 250,
      last_claim_at: null,
      tier: "STANDARD",
      next_tier: "PREMIUM",
      progress: { percent: 25, points: 250, points_required: 1_000, spend_krw: 0, spend_krw_required: 50_000 },
      benefits: [{ code: "daily_points", value: 50 }],
      grace_until: null,
      window_days: 180,
      ladder: [],
    },
    missions: [
      {
        id: "play-20",
        kind: "daily",
        evaluator: "plays",
        title: "라운드 20번 하기",
        progress: 16,
        target: 20,
        completed: false,
        claimed: false,
        rewards: { gold: 500, gem: 0, exp: 0, vip_points: 0, protections: 0, pass_levels: 0, items: {} },
        resets_at: "2026-11-22T00:00:00Z",
        progress_version: 4,
      },
    ],
    events: [],
    pass: { season_id: 1, title: "늦가을 시즌", ends_at: "2026-12-01T00:00:00Z", level: 4, level_count: 40, points: 430, points_to_next: 70, premium_owned: false, claimable: 2 },
    achievements: { unlocked: 5, total: 24, claimable: 1 },
    onboarding: { status: "done", steps: [], next_step: null, claimable: false, claimed: true, quiet: false, reward: { gold: 2_000, exp: 100 } },
    recommendations: [],
    claimable: { streak: 1, vip: 0, missions: 0, events: 0, pass: 2, achievements: 1, onboarding: 0 },
    unread: 0,
    purchase: { pending_count: 0 },
    generated_at: "2026-11-21T00:00:00Z",
  };
}
