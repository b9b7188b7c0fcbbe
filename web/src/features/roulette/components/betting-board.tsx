"use client";

import { type CSSProperties, type KeyboardEvent, type SyntheticEvent, memo, useRef, useState } from "react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import type { Table } from "../play/use-table";
import { SPOTS, type Spot, colourOf, neighbour, spotById } from "../rules/layout";
import { ChipMark, shortAmount } from "./chip-mark";

const FIRST = "straight:0";
/** Steps of the arrow keys on a wide screen; a phone shows the cloth turned by a quarter. */
const arrows: Record<string, readonly [number, number]> = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function isUpright(): boolean {
  return !window.matchMedia("(min-width: 48rem)").matches;
}

/** The direction on the cloth of a key on this screen. */
function direction(key: string): readonly [number, number] | null {
  const step = arrows[key];
  if (!step) return null;
  const [right, down] = step;
  return isUpright() ? [down, -right] : step;
}

/** The cloth: every legal spot is a button. One of them takes the Tab key; arrows move from there. */
export function BettingBoard({ table }: { table: Table }) {
  const t = useT("roulette");
  const [current, setCurrent] = useState(FIRST);
  const board = useRef<HTMLDivElement>(null);
  const { pocket, phase } = table.wheel;
  const shown = phase === "settling" ? pocket : null;
  const onKey = (event: KeyboardEvent) => {
    const step = direction(event.key);
    const from = spotById.get(current);
    if (from && (event.key === "Delete" || event.key === "Backspace")) return table.take(from);
    if (!step || !from) return;
    event.preventDefault();
    event.stopPropagation();
    const next = neighbour(from, step[0], step[1]);
    setCurrent(next.id);
    board.current?.querySelector<HTMLButtonElement>(`[data-spot="${next.id}"]`)?.focus();
  };
  return (
    <div
      ref={board}
      role="group"
      aria-label={t("board")}
      className="roulette-board always-night"
      onKeyDown={onKey}
      onFocus={(event) => setCurrent(spotOf(event)?.id ?? current)}
      onClick={(event) => {
        const spot = spotOf(event);
        if (spot) table.put(spot);
      }}
    >
      {SPOTS.map((spot) => (
        <SpotButton
          key={spot.id}
          spot={spot}
          tabbable={spot.id === current}
          inHand={table.hand.get(spot.id) ?? 0}
          standing={table.standing.get(spot.id) ?? 0}
          everybody={table.everybody.get(spot.id) ?? 0}
          result={shown === null ? null : spot.numbers.includes(shown)}
        />
      ))}
    </div>
  );
}

function spotOf({ target }: SyntheticEvent): Spot | undefined {
  const id = target instanceof Element ? target.closest<HTMLElement>("[data-spot]")?.dataset.spot : undefined;
  return id === undefined ? undefined : spotById.get(id);
}

type SpotProps = { spot: Spot; tabbable: boolean; inHand: number; standing: number; everybody: number; result: boolean | null };

/** One of 157: drawn again only when something on it has changed. */
const SpotButton = memo(function SpotButton({ spot, tabbable, inHand, standing, everybody, result }: SpotProps) {
  const t = useT("roulette");
  const format = useFormat();
  const name = useSpotName(spot);
  const others = everybody - standing;
  const isWide = !spot.line && spot.type !== "straight" && spot.type !== "column";
  const face = spot.type === "straight" ? `roulette-${colourOf(spot.numbers[0] ?? 0)}` : spot.type === "red" || spot.type === "black" ? `roulette-${spot.type}` : "";
  const figures = [
    standing > 0 ? t("spot.standing", { amount: format.integer(standing) }) : "",
    inHand > 0 ? t("spot.inHand", { amount: format.integer(inHand) }) : "",
    others > 0 ? t("spot.others", { amount: format.integer(others) }) : "",
  ];
  return (
    <button
      type="button"
      data-spot={spot.id}
      data-line={spot.line || undefined}
      data-won={result === true || undefined}
      data-zero={spot.id === FIRST || undefined}
      data-wide={isWide || undefined}
      tabIndex={tabbable ? 0 : -1}
      aria-label={[name, ...figures].filter(Boolean).join(", ")}
      className={`roulette-spot ${face}`}
      style={{ "--x": spot.x, "--y": spot.y, "--w": spot.width, "--h": spot.height } as CSSProperties}
    >
      {spot.line ? null : <SpotFace spot={spot} />}
      {others > 0 ? (
        <span aria-hidden className="roulette-others">
          {spot.line ? null : shortAmount(others)}
        </span>
      ) : null}
      {inHand > 0 ? <ChipMark amount={inHand + standing} inHand /> : standing > 0 ? <ChipMark amount={standing} result={result} /> : null}
    </button>
  );
});

function SpotFace({ spot }: { spot: Spot }) {
  const t = useT("roulette");
  const { type, numbers } = spot;
  if (type === "straight") return <span>{numbers[0]}</span>;
  if (type === "column") return <span>2:1</span>;
  if (type === "dozen") return <span>{`${numbers[0]}–${numbers.at(-1)}`}</span>;
  if (type === "red" || type === "black") return <span className="roulette-diamond" data-colour={type} />;
  if (type === "low" || type === "high") return <span>{`${numbers[0]}–${numbers.at(-1)}`}</span>;
  return <span>{t(`short.${type}`)}</span>;
}

function useSpotName({ type, numbers }: Spot): string {
  const t = useT("roulette");
  if (type === "column" || type === "dozen") return t(`bet.${type}`, { nth: type === "column" ? (numbers[0] ?? 0) : Math.ceil((numbers[0] ?? 0) / 12) });
  return numbers.length > 6 ? t(`bet.${type}`) : t(`bet.${type}`, { numbers: numbers.join(", ") });
}
