export const gachaKeys = {
  all: ["gacha"] as const,
  banners: ["gacha", "banners"] as const,
  history: ["gacha", "history"] as const,
  inventory: ["gacha", "inventory"] as const,
};
