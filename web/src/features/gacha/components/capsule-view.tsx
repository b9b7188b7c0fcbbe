import type { CSSProperties } from "react";
import { useFormat } from "@/shared/format/use-format";
import { useLocale, useT } from "@/shared/i18n/use-t";
import type { Capsule } from "../api/pull";
import { Lantern } from "./lantern";

const rays = Array.from({ length: 12 }, (_, i) => {
  const [from, to] = [(i * Math.PI) / 6 - 0.09, (i * Math.PI) / 6 + 0.09];
  const at = (angle: number) => `${(50 + 50 * Math.cos(angle)).toFixed(2)} ${(50 + 50 * Math.sin(angle)).toFixed(2)}`;
  return `M50 50L${at(from)} ${at(to)}z`;
}).join("");

/** A capsule still shut: a folded paper lantern, half red, half plain. */
function Shell() {
  return (
    <svg viewBox="0 0 96 96" aria-hidden className="capsule-shut lantern">
      <path className="paint-g" d="M48 6v12" />
      <path className="shell" d="M48 18c20 0 31 12 31 30H17c0-18 11-30 31-30z" />
      <path className="shell-low" d="M17 48h62c0 18-11 30-31 30S17 66 17 48z" />
      <path className="shell-rib" d="M48 18c-8 8-12 18-12 30s4 22 12 30M48 18c8 8 12 18 12 30s-4 22-12 30M27 27c-5 6-7 13-7 21s2 15 7 21M69 27c5 6 7 13 7 21s-2 15-7 21" />
      <path className="shell-band" d="M15 44h66v8H15zM41 40h14v16H41z" />
    </svg>
  );
}

type Props = { capsule: Capsule; index: number; isOpen: boolean; isNext: boolean };

/** One capsule of a pull, shut or open. Closed ones say nothing of what they hold except, when next, their light. */
export function CapsuleView({ capsule, index, isOpen, isNext }: Props) {
  const t = useT("gacha");
  const locale = useLocale();
  const format = useFormat();
  const { tier, is_new, converted_to } = capsule;
  return (
    <li
      className="capsule"
      data-tier={isOpen || isNext ? tier : undefined}
      data-next={isNext || undefined}
      style={{ "--i": index } as CSSProperties}
    >
      <div className="capsule-glass">
        {isOpen ? (
          <>
            {tier === "SSR" ? (
              <svg aria-hidden viewBox="0 0 100 100" className="capsule-rays">
                <path d={rays} />
              </svg>
            ) : null}
            <span className="capsule-halo" />
            <Lantern itemId={capsule.item_id} className="capsule-item" />
          </>
        ) : (
          <Shell />
        )}
      </div>
      {isOpen ? (
        <div className="motion-enter grid justify-items-center gap-0.5">
          <span className="capsule-tag">{tier}</span>
          <span className="capsule-name">{capsule.name[locale]}</span>
          <span className="capsule-note tabular" data-new={is_new || undefined}>
            {is_new || !converted_to ? t("reveal.new") : t(`reveal.converted.${converted_to.currency}`, { amount: format.integer(converted_to.amount) })}
          </span>
        </div>
      ) : (
        <span className="sr-only">{t("reveal.shut")}</span>
      )}
    </li>
  );
}
