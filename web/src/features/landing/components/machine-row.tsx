"use client";

import { MachineTile } from "@/features/lobby/machine-tile";
import { machineIds } from "@/features/slot/machines/art";
import { useT } from "@/shared/i18n/use-t";

export function MachineRow() {
  const t = useT("landing");
  return (
    <section aria-labelledby="machines" className="mx-auto w-full max-w-7xl px-4 lg:px-8">
      <h2 id="machines" className="text-2xl font-bold lg:text-3xl">
        {t("machines.title")}
      </h2>
      <div className="mt-6 grid gap-4 md:grid-cols-3">
        {machineIds.map((machineId) => (
          <MachineTile key={machineId} machineId={machineId} text={t(`machines.${machineId}`)} />
        ))}
      </div>
    </section>
  );
}
