"use client";

import { useSearchParams } from "next/navigation";
import { useT } from "@/shared/i18n/use-t";
import { Card, CardTitle } from "@/shared/ui/card";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/shared/ui/tabs";
import { ManualVerifier } from "./manual-verifier";
import { RoundVerifier } from "./round-verifier";

/** `?round=` opens the verifier on that round. */
export function VerifierCard() {
  const t = useT("fairness");
  const asked = useSearchParams().get("round") ?? "";
  return (
    <Card className="grid gap-4">
      <CardTitle>{t("verifier.title")}</CardTitle>
      <Tabs defaultValue="round" className="grid gap-4">
        <TabsList aria-label={t("verifier.title")}>
          <TabsTrigger value="round">{t("verifier.byRound")}</TabsTrigger>
          <TabsTrigger value="manual">{t("verifier.byHand")}</TabsTrigger>
        </TabsList>
        <TabsContent value="round">
          <RoundVerifier key={asked} asked={asked} />
        </TabsContent>
        <TabsContent value="manual">
          <ManualVerifier />
        </TabsContent>
      </Tabs>
    </Card>
  );
}
