/** Copies the self-hosted fonts out of their packages into public/fonts; the page links them after its first paint. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, "public", "fonts");
const pretendard = join(root, "node_modules/pretendard/dist/web/variable");
const tiltNeon = join(root, "node_modules/@fontsource/tilt-neon");
const tiltNeonFile = "tilt-neon-latin-400-normal.woff2";

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
cpSync(join(pretendard, "woff2-dynamic-subset"), join(target, "woff2-dynamic-subset"), { recursive: true });
cpSync(join(tiltNeon, "files", tiltNeonFile), join(target, tiltNeonFile));

const textFaces = readFileSync(join(pretendard, "pretendardvariable-dynamic-subset.css"), "utf8");
const displayFace = `@font-face {
  font-family: "Tilt Neon";
  font-display: swap;
  font-weight: 400;
  src: url("./${tiltNeonFile}") format("woff2");
}
`;
writeFileSync(join(target, "fonts.css"), `${textFaces}\n${displayFace}`);
