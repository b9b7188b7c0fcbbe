export const slotKeys = {
  machines: ["slot", "machines"] as const,
  machine: (id: string) => ["slot", "machines", id] as const,
  lastRounds: ["slot", "last-rounds"] as const,
};
