"use client";

import { useStore } from "zustand";
import { type Machine, type Win, litRows, stopOf } from "../machines/machine";
import type { RoundPlayer } from "../play/round-player";
import { Reel } from "./reel";
import { WinLines } from "./win-lines";

type Props = {
  machine: Machine;
  player: RoundPlayer;
  /** Wins to show at this moment, none while the reels move. */
  shown: readonly Win[];
  freeSpins: boolean;
  turbo: boolean;
  reduced: boolean;
};

/** The window of a machine: reels side by side, lines over them; alone in following each stop. Told to screen readers by the result text, not here. */
export function ReelGrid({ machine, player, shown, freeSpins, turbo, reduced }: Props) {
  const orders = useStore(player.store, (state) => state.orders);
  const strips = (freeSpins && machine.free_spins?.strips) || machine.strips;
  return (
    <div data-slot="reel-grid" aria-hidden className="reel-grid" style={{ "--reels": machine.strips.length, "--rows": machine.rows } as React.CSSProperties}>
      {orders.map((order, reel) => (
        <Reel
          key={reel}
          machineId={machine.id}
          rows={machine.rows}
          strip={strips[reel] ?? []}
          stop={stopOf(strips[reel] ?? [], order.column)}
          order={order}
          turbo={turbo}
          reduced={reduced}
          lit={litRows(reel, shown)}
          dim={shown.length > 0}
        />
      ))}
      <WinLines machine={machine} shown={shown} />
    </div>
  );
}
