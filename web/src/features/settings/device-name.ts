const browsers = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Whale\//, "Whale"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
] as const;

const systems = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
] as const;

function find(agent: string, known: readonly (readonly [RegExp, string])[]): string | null {
  return known.find(([pattern]) => pattern.test(agent))?.[1] ?? null;
}

/** A user agent as a person would say it ("Chrome · Android"); other text is shown as it is. */
export function deviceName(agent: string | null | undefined): string | null {
  if (!agent) return null;
  const words = [find(agent, browsers), find(agent, systems)].filter((word) => word !== null);
  return words.length > 0 ? words.join(" · ") : agent;
}
