/** One frame of the lift over the city. Sizes are CSS pixels; the context is already scaled to them. */
import { heightAt } from "../play/curve";
import type { Moment } from "../play/crash-store";
import type { Backdrop, SceneColours } from "./backdrop";

/** The whole width is at least this long a ride, so that a start is seen to start. */
const SPAN_MIN_MS = 9_000;
const RISE_MIN = 0.9;
const STEPS = 64;
const SWAY_RAD = 0.06;

export type Frame = { moment: Moment; growth_per_s: number; time_ms: number; crashed_ms: number; reduced: boolean };
type Plot = { left: number; base: number; width: number; height: number; span_ms: number; rise: number };

/** Where the plot stands and what it spans; its upper right corner is the car once the ride is long enough. */
export function plotOf(width: number, height: number, ridden_ms: number, growth_per_s: number): Plot {
  const narrow = width < 480;
  return {
    left: narrow ? 34 : 52,
    base: height * 0.86,
    width: width * (narrow ? 0.7 : 0.72),
    height: height * 0.6,
    span_ms: Math.max(ridden_ms, SPAN_MIN_MS),
    rise: Math.max(heightAt(ridden_ms, growth_per_s) - 1, RISE_MIN),
  };
}

export function pointAt(plot: Plot, t_ms: number, growth_per_s: number): readonly [number, number] {
  const x = plot.left + (t_ms / plot.span_ms) * plot.width;
  const y = plot.base - ((heightAt(t_ms, growth_per_s) - 1) / plot.rise) * plot.height;
  return [x, y];
}

const marks = [1.2, 1.5, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

/** Multipliers to write beside the plot: few, and never crowded. */
export function marksOf(rise: number): number[] {
  const seen = marks.filter((mark) => mark - 1 <= rise && mark - 1 >= rise * 0.12);
  return seen.slice(-4);
}

export function drawScene(ctx: CanvasRenderingContext2D, backdrop: Backdrop, colours: SceneColours, frame: Frame): void {
  const { width, height } = backdrop;
  const { moment, growth_per_s } = frame;
  const ridden_ms = moment.phase === "settling" ? (Math.log(Math.max(1, moment.multiplier)) / growth_per_s) * 1000 : Math.max(0, moment.elapsed_ms);
  const climbed = Math.log(heightAt(ridden_ms, growth_per_s));
  const sink = frame.reduced ? 0 : Math.min(climbed, 4) / 4;
  drawBackdrop(ctx, backdrop, colours, sink);
  const plot = plotOf(width, height, ridden_ms, growth_per_s);
  drawMarks(ctx, plot, colours);
  drawCable(ctx, plot, ridden_ms, growth_per_s, moment.crashed, colours);
  const [x, y] = pointAt(plot, ridden_ms, growth_per_s);
  const sway = frame.reduced ? 0 : Math.sin(frame.time_ms / 620) * SWAY_RAD * (moment.crashed ? 2.2 * Math.exp(-frame.crashed_ms / 900) : 1);
  drawCar(ctx, x, y, width < 480 ? 0.82 : 1.1, sway, moment.crashed, colours);
}

function drawBackdrop(ctx: CanvasRenderingContext2D, { width, height, sky, mountain, far, near }: Backdrop, colours: SceneColours, sink: number): void {
  const gradient = ctx.createLinearGradient(0, 0, 0, height);
  gradient.addColorStop(0, colours["sky-top"]);
  gradient.addColorStop(1, colours["sky-low"]);
  ctx.fillStyle = gradient;
  ctx.fillRect(0, 0, width, height);
  ctx.drawImage(sky, 0, sink * height * 0.06, width, height);
  ctx.drawImage(mountain, 0, sink * height * 0.1, width, height);
  const band = height * 0.34;
  ctx.drawImage(far, -sink * width * 0.04, height - band + sink * height * 0.13, width * 1.1, band);
  ctx.drawImage(near, -sink * width * 0.1, height - band * 0.72 + sink * height * 0.24, width * 1.2, band);
}

function drawMarks(ctx: CanvasRenderingContext2D, plot: Plot, colours: SceneColours): void {
  ctx.strokeStyle = colours.axis;
  ctx.fillStyle = colours.axis;
  ctx.lineWidth = 1;
  ctx.font = "500 11px system-ui, sans-serif";
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  for (const mark of marksOf(plot.rise)) {
    const y = Math.round(plot.base - ((mark - 1) / plot.rise) * plot.height) + 0.5;
    ctx.globalAlpha = 0.9;
    ctx.fillText(`${mark}×`, plot.left - 6, y);
    ctx.globalAlpha = 0.28;
    ctx.beginPath();
    ctx.moveTo(plot.left, y);
    ctx.lineTo(plot.left + plot.width, y);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

function drawCable(ctx: CanvasRenderingContext2D, plot: Plot, ridden_ms: number, growth_per_s: number, crashed: boolean, colours: SceneColours): void {
  ctx.beginPath();
  ctx.moveTo(plot.left, plot.base);
  for (let step = 1; step <= STEPS; step += 1) {
    const [x, y] = pointAt(plot, (ridden_ms * step) / STEPS, growth_per_s);
    ctx.lineTo(x, y);
  }
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  ctx.strokeStyle = crashed ? colours["glow-crashed"] : colours.glow;
  ctx.lineWidth = 9;
  ctx.stroke();
  ctx.strokeStyle = crashed ? colours["line-crashed"] : colours.line;
  ctx.lineWidth = 3;
  ctx.stroke();
  const [x] = pointAt(plot, ridden_ms, growth_per_s);
  ctx.lineTo(x, plot.base);
  ctx.closePath();
  const wash = ctx.createLinearGradient(0, plot.base - plot.height, 0, plot.base);
  wash.addColorStop(0, crashed ? colours["glow-crashed"] : colours.glow);
  wash.addColorStop(1, "transparent");
  ctx.fillStyle = wash;
  ctx.fill();
}

/** A gondola of sixteen by thirteen units hanging from the cable at (x, y). */
function drawCar(ctx: CanvasRenderingContext2D, x: number, y: number, scale: number, sway: number, dark: boolean, colours: SceneColours): void {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(sway);
  ctx.scale(scale, scale);
  ctx.strokeStyle = colours["car-roof"];
  ctx.lineWidth = 2.4;
  ctx.beginPath();
  ctx.moveTo(0, 0);
  ctx.lineTo(0, 15);
  ctx.stroke();
  ctx.fillStyle = colours["car-roof"];
  ctx.beginPath();
  ctx.arc(0, 0, 3.6, 0, 2 * Math.PI);
  ctx.fill();
  ctx.beginPath();
  ctx.roundRect(-19, 14, 38, 6, 3);
  ctx.fill();
  ctx.fillStyle = colours.car;
  ctx.beginPath();
  ctx.roundRect(-22, 18, 44, 29, 8);
  ctx.fill();
  ctx.fillStyle = dark ? colours["car-dark"] : colours["car-light"];
  for (const left of [-18, -5.5, 7]) {
    ctx.beginPath();
    ctx.roundRect(left, 23, 11, 11, 2.5);
    ctx.fill();
  }
  ctx.fillStyle = colours["car-roof"];
  ctx.fillRect(-22, 38, 44, 2);
  ctx.restore();
}
