import type { ArtModule } from "./art";
import bell from "./symbols/ring-fruits/bell.svg";
import chamoe from "./symbols/ring-fruits/chamoe.svg";
import cherry from "./symbols/ring-fruits/cherry.svg";
import grape from "./symbols/ring-fruits/grape.svg";
import hallabong from "./symbols/ring-fruits/hallabong.svg";
import ring from "./symbols/ring-fruits/ring.svg";
import seven from "./symbols/ring-fruits/seven.svg";
import watermelon from "./symbols/ring-fruits/watermelon.svg";

/** Pictures by symbol id. */
export const ringFruitsArt: Record<string, ArtModule> = { bell, chamoe, cherry, grape, hallabong, ring, seven, watermelon };
