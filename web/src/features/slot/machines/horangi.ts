import type { ArtModule } from "./art";
import crane from "./symbols/horangi/crane.svg";
import deer from "./symbols/horangi/deer.svg";
import lotus from "./symbols/horangi/lotus.svg";
import magpie from "./symbols/horangi/magpie.svg";
import moon from "./symbols/horangi/moon.svg";
import mushroom from "./symbols/horangi/mushroom.svg";
import peony from "./symbols/horangi/peony.svg";
import pine from "./symbols/horangi/pine.svg";
import tiger from "./symbols/horangi/tiger.svg";
import turtle from "./symbols/horangi/turtle.svg";

/** Pictures by symbol id. */
export const horangiArt: Record<string, ArtModule> = { crane, deer, lotus, magpie, moon, mushroom, peony, pine, tiger, turtle };
