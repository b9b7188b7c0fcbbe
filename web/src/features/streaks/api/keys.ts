export const streakKeys = {
  all: ["streak"] as const,
  status: ["streak", "status"] as const,
  protection: ["streak", "protection"] as const,
  month: (month: string) => ["streak", "month", month] as const,
  past: ["streak", "past"] as const,
};
