/** Finds the picture of a symbol. Bundlers give an SVG import as a URL or as an object that holds one. */
import { horangiArt } from "./horangi";
import { pojangmachaArt } from "./pojangmacha";
import { ringFruitsArt } from "./ring-fruits";

export type ArtModule = string | { src: string };

export const machineIds = ["ring-fruits", "pojangmacha", "horangi"] as const;
export type MachineId = (typeof machineIds)[number];

const art: Record<MachineId, Record<string, ArtModule>> = {
  "ring-fruits": ringFruitsArt,
  pojangmacha: pojangmachaArt,
  horangi: horangiArt,
};

/** The symbol that stands for a machine where there is room for one picture only. */
const faces: Record<MachineId, string> = { "ring-fruits": "seven", pojangmacha: "lantern", horangi: "tiger" };

export function faceOf(machineId: string): string {
  return isMachineId(machineId) ? faces[machineId] : "";
}

export function isMachineId(value: string | null | undefined): value is MachineId {
  return machineIds.some((id) => id === value);
}

/** URL of a symbol's picture; undefined for a machine or symbol this build has no picture of. */
export function symbolArt(machineId: string, symbol: string): string | undefined {
  const picture = isMachineId(machineId) ? art[machineId][symbol] : undefined;
  return typeof picture === "string" ? picture : picture?.src;
}
