const kept = "casino-club.device";

/** A mark of this browser that the rules against fraud tell devices apart by; it says nothing about who uses it. */
export function deviceMark(): string {
  const known = localStorage.getItem(kept);
  if (known) return known;
  const mark = crypto.randomUUID();
  localStorage.setItem(kept, mark);
  return mark;
}
