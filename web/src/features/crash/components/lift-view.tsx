"use client";

import { useEffect, useRef } from "react";
import { useReducedMotion } from "@/features/slot/play/use-reduced-motion";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { useSound } from "@/shared/sound";
import { useFrame } from "../play/frames";
import { type Backdrop, type SceneColours, coloursOf, paintBackdrop } from "../scene/backdrop";
import { drawScene } from "../scene/scene";

const RATIO_MAX = 2;
const LAG_STEP_MS = 100;

type Stage = { ctx: CanvasRenderingContext2D; backdrop: Backdrop; colours: SceneColours };

/** Writes text only when it changed: a frame touches the page as little as it can. */
function write(node: HTMLElement | null, text: string): void {
  if (node && node.textContent !== text) node.textContent = text;
}

/** The lift over the city with the multiplier in front. Frames are drawn here and never pass through React. */
export function LiftView() {
  const t = useT("crash");
  const format = useFormat();
  const reduced = useReducedMotion();
  const { play: sound } = useSound();
  const root = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const number = useRef<HTMLParagraphElement>(null);
  const caption = useRef<HTMLParagraphElement>(null);
  const bar = useRef<HTMLSpanElement>(null);
  const lag = useRef<HTMLParagraphElement>(null);
  const stage = useRef<Stage | null>(null);
  const past = useRef<{ phase: string | null; crashed_ms: number }>({ phase: null, crashed_ms: 0 });

  useEffect(() => {
    const [box, surface] = [root.current, canvas.current];
    if (!box || !surface) return;
    const fit = () => {
      const { clientWidth: width, clientHeight: height } = box;
      const ctx = width > 0 && height > 0 ? surface.getContext("2d") : null;
      if (!ctx) return;
      const ratio = Math.min(window.devicePixelRatio || 1, RATIO_MAX);
      surface.width = Math.round(width * ratio);
      surface.height = Math.round(height * ratio);
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      const colours = coloursOf(box);
      stage.current = { ctx, colours, backdrop: paintBackdrop(width, height, ratio, colours) };
    };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  useFrame((moment, { table }, time_ms) => {
    const before = past.current;
    if (moment.phase !== before.phase) {
      if (moment.phase === "running" && before.phase === "betting") sound("spin");
      if (moment.phase === "settling" && before.phase === "running") sound("toggle");
      past.current = { phase: moment.phase, crashed_ms: time_ms };
      root.current?.setAttribute("data-phase", moment.phase);
    }
    const now = stage.current;
    if (now) {
      const crashed_ms = time_ms - past.current.crashed_ms;
      drawScene(now.ctx, now.backdrop, now.colours, { moment, growth_per_s: table.growth_per_s, time_ms, crashed_ms, reduced });
    }
    if (moment.phase === "betting") {
      const left_ms = Math.max(0, -moment.elapsed_ms);
      write(number.current, format.decimal(Math.ceil(left_ms / 100) / 10, 1));
      write(caption.current, t("startsIn"));
      if (bar.current) bar.current.style.transform = `scaleX(${Math.min(1, left_ms / table.betting_ms)})`;
    } else {
      write(number.current, `${format.decimal(moment.multiplier, 2)}×`);
      write(caption.current, moment.phase === "settling" ? (table.void ? t("voided") : t("stopped")) : t("climbing"));
    }
    const lag_ms = Math.round(moment.lag_ms / LAG_STEP_MS) * LAG_STEP_MS;
    if (lag.current) lag.current.hidden = lag_ms === 0;
    if (lag_ms > 0) write(lag.current, t("lag", { seconds: format.decimal(lag_ms / 1000, 1) }));
  });

  return (
    <div ref={root} className="lift always-night" data-slot="lift">
      <canvas ref={canvas} className="lift-canvas" aria-hidden />
      <div className="lift-figure">
        <p ref={number} data-slot="multiplier" className="lift-number tabular font-display" />
        <p ref={caption} className="lift-caption" />
        <span aria-hidden className="lift-countdown">
          <span ref={bar} className="lift-countdown-bar" />
        </span>
      </div>
      <p ref={lag} className="lift-lag" role="status" hidden />
    </div>
  );
}
