import { cn } from "@/shared/ui/cn";

/** `lit`: attended. `claimed`: attended, reward taken. `kept`: a protection stood in. `next`: can be lit now. */
export type LanternState = "lit" | "claimed" | "kept" | "next" | "dark";

const body = "M15 17C8.5 25 8.5 43 15 51H33C39.5 43 39.5 25 33 17Z";
const ribs = "M20 17C16.5 27 16.5 41 20 51M28 17C31.5 27 31.5 41 28 51";
const frame = "M24 0V11M18 11H30M18.5 57H29.5M24 57V68M21 57V63M27 57V63";
/** An open ring, as in the club's sign: the flame. */
const flame = "M27.4 30.2A5.4 5.4 0 1 1 20.6 30.2";

const tones: Record<LanternState, string> = {
  lit: "stroke-violet",
  claimed: "stroke-violet",
  kept: "stroke-muted",
  next: "stroke-pink",
  dark: "stroke-line-strong",
};

/** A paper lantern on its cord. Decorative: say its state in words beside it. */
export function Lantern({ state, className }: { state: LanternState; className?: string }) {
  const burns = state === "lit" || state === "claimed";
  return (
    <svg viewBox="0 0 48 70" aria-hidden className={cn("overflow-visible", className)} fill="none" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
      <g className={tones[state]}>
        {burns ? <path d={body} strokeWidth="8" opacity="0.14" /> : null}
        <path d={frame} className={state === "dark" ? "" : "opacity-70"} />
        <path
          d={body}
          className={cn(burns && "fill-violet-soft", state === "next" && "fill-pink-soft")}
          strokeDasharray={state === "kept" ? "3.5 3.5" : undefined}
        />
        {state === "kept" ? (
          <path d="M24 27L30.5 29.5V35C30.5 39 28 41.5 24 43.5C20 41.5 17.5 39 17.5 35V29.5Z" />
        ) : (
          <path d={ribs} opacity="0.4" strokeWidth="1.5" />
        )}
      </g>
      {burns ? (
        <g className="stroke-text">
          <path d={flame} strokeWidth="5" opacity="0.18" />
          <path d={flame} strokeWidth="2.2" />
          {state === "claimed" ? <path d="M21.4 34.2L23.4 36.2L27 32.2" strokeWidth="2" /> : null}
        </g>
      ) : null}
    </svg>
  );
}
