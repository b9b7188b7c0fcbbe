export const vipKeys = {
  all: ["vip"] as const,
  status: ["vip", "status"] as const,
  history: ["vip", "history"] as const,
  levels: ["rewards", "level_up"] as const,
};
