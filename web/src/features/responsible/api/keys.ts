export const responsibleKeys = {
  limits: ["responsible", "limits"] as const,
  session: ["responsible", "session"] as const,
  history: ["responsible", "history"] as const,
  market: ["market"] as const,
};
