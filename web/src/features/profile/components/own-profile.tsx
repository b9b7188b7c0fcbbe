"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { ProfileBadges } from "@/features/achievements/components/profile-badges";
import { experienceOf } from "@/features/vip/levels";
import type { User } from "@/shared/api/types";
import { useSession } from "@/shared/auth/session";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { useLive } from "@/shared/live/store";
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

/** The level as the live stream tells it, and the way to what levels and tiers bring. */
function OwnLevel({ user }: { user: Pick<User, "level" | "experience"> }) {
  const t = useT("profile");
  const level = useLive(({ profile }) => profile?.level ?? user.level);
  const experience = useLive(({ profile }) => profile?.experience ?? user.experience);
  return (
    <div className="grid gap-1">
      <LevelBar level={level} experience={experience} experienceMax={experienceOf(level)} />
      <Link href="/vip" className="flex min-h-11 items-center justify-self-start text-sm text-muted underline decoration-line-strong underline-offset-4 hover:text-text">
        {t("toVip")}
      </Link>
    </div>
  );
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
      <OwnLevel user={user} />
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
