/** The parts of the night that only move as wholes: painted once a size, then shifted. Colours come from CSS variables. */

export type SceneColours = Readonly<Record<ColourName, string>>;
const colourNames = [
  "sky-top",
  "sky-low",
  "star",
  "moon",
  "ridge-far",
  "ridge",
  "tower",
  "city-far",
  "city",
  "window",
  "window-cool",
  "line",
  "line-crashed",
  "glow",
  "glow-crashed",
  "axis",
  "car",
  "car-roof",
  "car-light",
  "car-dark",
  "beacon",
] as const;
type ColourName = (typeof colourNames)[number];

export function coloursOf(element: Element): SceneColours {
  const style = getComputedStyle(element);
  return Object.fromEntries(colourNames.map((name) => [name, style.getPropertyValue(`--lift-${name}`).trim()])) as SceneColours;
}

/** Mulberry32: the same city every night. */
function randomOf(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function layer(width: number, height: number, ratio: number, paint: (ctx: CanvasRenderingContext2D) => void): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * ratio);
  canvas.height = Math.ceil(height * ratio);
  const ctx = canvas.getContext("2d");
  if (ctx) {
    ctx.scale(ratio, ratio);
    paint(ctx);
  }
  return canvas;
}

function paintSky(ctx: CanvasRenderingContext2D, width: number, height: number, colours: SceneColours): void {
  const random = randomOf(5858);
  ctx.fillStyle = colours.star;
  for (let i = 0; i < 90; i += 1) {
    ctx.globalAlpha = 0.2 + 0.7 * random();
    const size = random() < 0.12 ? 1.6 : 0.9;
    ctx.fillRect(random() * width, random() * height * 0.8, size, size);
  }
  ctx.globalAlpha = 1;
  const [x, y, r] = [width * 0.16, height * 0.22, Math.min(width, height) * 0.055];
  ctx.fillStyle = colours.moon;
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fill();
  ctx.globalCompositeOperation = "destination-out";
  ctx.beginPath();
  ctx.arc(x - r * 0.42, y - r * 0.2, r * 0.86, 0, 2 * Math.PI);
  ctx.fill();
  ctx.globalCompositeOperation = "source-over";
}

function paintCity(ctx: CanvasRenderingContext2D, width: number, height: number, body: string, colours: SceneColours, seed: number, tall: number): void {
  const random = randomOf(seed);
  for (let x = -8; x < width; ) {
    const w = 14 + random() * 30;
    const h = height * (0.25 + tall * random() * random());
    const top = height - h;
    ctx.fillStyle = body;
    ctx.fillRect(x, top, w, h);
    if (random() < 0.3) ctx.fillRect(x + w / 2 - 1, top - 8, 2, 8);
    for (let wy = top + 5; wy < height - 4; wy += 7) {
      for (let wx = x + 4; wx < x + w - 4; wx += 6) {
        if (random() > 0.34) continue;
        ctx.fillStyle = random() < 0.8 ? colours.window : colours["window-cool"];
        ctx.globalAlpha = 0.25 + random() * 0.6;
        ctx.fillRect(wx, wy, 2.4, 3);
      }
    }
    ctx.globalAlpha = 1;
    x += w + (random() < 0.25 ? 6 : 1);
  }
}

function paintMountain(ctx: CanvasRenderingContext2D, width: number, height: number, colours: SceneColours): void {
  const ridge = (points: readonly (readonly [number, number])[], colour: string) => {
    ctx.fillStyle = colour;
    ctx.beginPath();
    ctx.moveTo(0, height);
    for (const [x, y] of points) ctx.lineTo(x * width, y * height);
    ctx.lineTo(width, height);
    ctx.fill();
  };
  ridge([[0, 0.78], [0.14, 0.7], [0.3, 0.76], [0.48, 0.62], [0.66, 0.7], [0.84, 0.55], [1, 0.66]], colours["ridge-far"]);
  ridge([[0, 0.95], [0.2, 0.88], [0.42, 0.8], [0.6, 0.64], [0.74, 0.48], [0.86, 0.4], [0.94, 0.46], [1, 0.52]], colours.ridge);
  paintTower(ctx, width * 0.87, height * 0.42, height * 0.34, colours);
}

/** The tower on the mountain: where the lift wants to go. */
function paintTower(ctx: CanvasRenderingContext2D, x: number, foot: number, h: number, colours: SceneColours): void {
  ctx.fillStyle = colours.tower;
  ctx.beginPath();
  ctx.moveTo(x - h * 0.035, foot);
  ctx.lineTo(x - h * 0.018, foot - h * 0.5);
  ctx.lineTo(x + h * 0.018, foot - h * 0.5);
  ctx.lineTo(x + h * 0.035, foot);
  ctx.fill();
  for (const [at, half, tall] of [[0.5, 0.075, 0.03], [0.54, 0.095, 0.045], [0.6, 0.07, 0.03]] as const) {
    ctx.fillRect(x - h * half, foot - h * (at + tall), h * half * 2, h * tall);
  }
  ctx.fillRect(x - h * 0.012, foot - h * 0.86, h * 0.024, h * 0.28);
  ctx.fillRect(x - 0.75, foot - h, 1.5, h * 0.2);
  ctx.fillStyle = colours.window;
  for (let i = -4; i <= 4; i += 1) ctx.fillRect(x + i * h * 0.019 - 1, foot - h * 0.57, 2, 1.6);
  ctx.fillStyle = colours.beacon;
  ctx.fillRect(x - 1.5, foot - h - 1.5, 3, 3);
}

export type Backdrop = { width: number; height: number; sky: HTMLCanvasElement; mountain: HTMLCanvasElement; far: HTMLCanvasElement; near: HTMLCanvasElement };

/** All layers for a scene of this size, CSS pixels; `ratio` device pixels each. */
export function paintBackdrop(width: number, height: number, ratio: number, colours: SceneColours): Backdrop {
  const band = height * 0.34;
  return {
    width,
    height,
    sky: layer(width, height, ratio, (ctx) => paintSky(ctx, width, height, colours)),
    mountain: layer(width, height, ratio, (ctx) => paintMountain(ctx, width, height, colours)),
    far: layer(width * 1.1, band, ratio, (ctx) => paintCity(ctx, width * 1.1, band, colours["city-far"], colours, 17, 0.7)),
    near: layer(width * 1.2, band, ratio, (ctx) => paintCity(ctx, width * 1.2, band, colours.city, colours, 29, 0.5)),
  };
}
