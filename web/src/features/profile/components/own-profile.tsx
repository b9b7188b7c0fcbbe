"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { ProfileBadges } from "@/features/achievements/components/profile-badges";
import { useSession } from "@/shared/auth/session";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/shared/ui/tabs";
import { LevelBar } from "./level-bar";
import { ProfileHead } from "./profile-head";
import { RoundHistory } from "./round-history";
import { StatsPanel } from "./stats-panel";

const tabs = ["stats", "rounds"] as const;

function useTab(): [string, (tab: string) => void] {
  const router = useRouter();
  const pathname = usePathname();
  const wanted = useSearchParams().get("tab");
  return [
    tabs.find((tab) => tab === wanted) ?? "stats",
    (tab) => router.replace(`${pathname}?tab=${tab}`, { scroll: false }),
  ];
}

export function OwnProfile() {
  const t = useT("profile");
  const user = useSession((session) => session.user);
  const [tab, setTab] = useTab();
  if (!user) return null;
  return (
    <div className="grid grid-cols-1 gap-6">
      <ProfileHead person={user}>
        <Button asChild size="sm">
          <Link href="/settings">{t("edit")}</Link>
        </Button>
      </ProfileHead>
      <LevelBar level={user.level} experience={user.experience} experienceMax={user.max_experience} />
      <ProfileBadges userId={user.id} own />
      <Tabs value={tab} onValueChange={setTab} className="grid grid-cols-1 gap-5">
        <TabsList aria-label={t("tabs")} className="w-fit">
          <TabsTrigger value="stats">{t("tab.stats")}</TabsTrigger>
          <TabsTrigger value="rounds">{t("tab.rounds")}</TabsTrigger>
        </TabsList>
        <TabsContent value="stats">
          <StatsPanel />
        </TabsContent>
        <TabsContent value="rounds">
          <RoundHistory />
        </TabsContent>
      </Tabs>
    </div>
  );
}
