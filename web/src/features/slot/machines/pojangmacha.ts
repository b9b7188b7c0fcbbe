import type { ArtModule } from "./art";
import bungeoppang from "./symbols/pojangmacha/bungeoppang.svg";
import cart from "./symbols/pojangmacha/cart.svg";
import dakkochi from "./symbols/pojangmacha/dakkochi.svg";
import eomuk from "./symbols/pojangmacha/eomuk.svg";
import gimbap from "./symbols/pojangmacha/gimbap.svg";
import hotteok from "./symbols/pojangmacha/hotteok.svg";
import lantern from "./symbols/pojangmacha/lantern.svg";
import mandu from "./symbols/pojangmacha/mandu.svg";
import tteokbokki from "./symbols/pojangmacha/tteokbokki.svg";
import umbrella from "./symbols/pojangmacha/umbrella.svg";

/** Pictures by symbol id. */
export const pojangmachaArt: Record<string, ArtModule> = { bungeoppang, cart, dakkochi, eomuk, gimbap, hotteok, lantern, mandu, tteokbokki, umbrella };
