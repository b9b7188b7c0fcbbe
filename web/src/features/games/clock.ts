/** `75 000` → `1:15`; hours only when there are any. */
export function clockText(elapsed_ms: number): string {
  const seconds = Math.max(0, Math.floor(elapsed_ms / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => `${part}`.padStart(2, "0"));
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${parts.join(":")}` : `${Number(parts[0])}:${parts[1]}`;
}
