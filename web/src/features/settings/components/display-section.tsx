"use client";

import { type ReactNode, useId } from "react";
import { LanguageLinks } from "@/shared/shell/language-links";
import { type Theme, themes, useTheme } from "@/shared/shell/theme";
import { useT } from "@/shared/i18n/use-t";
import { useSound } from "@/shared/sound";
import { Select } from "@/shared/ui/input";
import { Switch } from "@/shared/ui/switch";
import { useUpdateMe } from "../hooks/use-account";
import { useReducedMotion } from "../hooks/use-reduced-motion";
import { Section } from "./section";

function Row({ label, hint, children }: { label: (id: string) => ReactNode; hint?: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="flex min-h-14 items-center justify-between gap-4 border-b border-line py-1.5 last:border-0">
      <div>
        {label(id)}
        {hint ? <p className="text-sm text-muted">{hint}</p> : null}
      </div>
      {children(id)}
    </div>
  );
}

function isTheme(value: string): value is Theme {
  return themes.some((theme) => theme === value);
}

export function DisplaySection() {
  const t = useT("settings");
  const { muted, toggleMute } = useSound();
  const { theme, setTheme } = useTheme();
  const reduced = useReducedMotion();
  const update = useUpdateMe();
  return (
    <Section title={t("display.title")}>
      <Row label={() => <span className="font-medium">{t("display.language")}</span>}>{() => <LanguageLinks onPick={(locale) => update.mutate({ locale })} />}</Row>
      <Row label={(id) => <label htmlFor={id} className="font-medium">{t("display.theme")}</label>}>
        {(id) => (
          <Select id={id} className="w-40" value={theme} onChange={({ target }) => isTheme(target.value) && setTheme(target.value)}>
            {themes.map((name) => (
              <option key={name} value={name}>
                {t(`display.themes.${name}`)}
              </option>
            ))}
          </Select>
        )}
      </Row>
      <Row label={(id) => <label htmlFor={id} className="font-medium">{t("display.sound")}</label>} hint={t("display.soundHint")}>
        {(id) => <Switch id={id} checked={!muted} onCheckedChange={toggleMute} />}
      </Row>
      <Row label={() => <span className="font-medium">{t("display.motion")}</span>} hint={t("display.motionHint")}>
        {() => <span className="text-sm text-muted">{reduced ? t("display.motionReduced") : t("display.motionFull")}</span>}
      </Row>
    </Section>
  );
}
