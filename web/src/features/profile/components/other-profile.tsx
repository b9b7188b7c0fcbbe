"use client";

import { ProfileBadges } from "@/features/achievements/components/profile-badges";
import { useMachineName } from "@/features/rounds/use-machine-name";
import { ApiError } from "@/shared/api/errors";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { useProfile } from "../hooks/use-profile";
import { ProfileHead } from "./profile-head";
import { PublicStats } from "./public-stats";

/** What another player shows: public fields only. */
export function OtherProfile({ userId }: { userId: number }) {
  const t = useT("profile");
  const machineName = useMachineName();
  const profile = useProfile(userId);
  if (profile.error instanceof ApiError && profile.error.kind === "not_found") {
    return (
      <Card>
        <EmptyState
          title={t("nobody")}
          hint={t("nobodyHint")}
          action={
            <Button asChild>
              <Link href="/profile">{t("toOwn")}</Link>
            </Button>
          }
        />
      </Card>
    );
  }
  if (profile.error) return <ErrorState error={profile.error} onRetry={() => void profile.refetch()} />;
  if (!profile.data) return <Skeleton className="h-20 w-full max-w-md" />;
  return (
    <div className="grid grid-cols-1 gap-6">
      <ProfileHead person={profile.data} />
      {profile.data.now_playing ? (
        <p className="flex items-center gap-2 text-sm">
          <span aria-hidden className="size-2 rounded-full bg-cyan" />
          {t("nowPlaying", { game: machineName(profile.data.now_playing.variant, profile.data.now_playing.game) })}
        </p>
      ) : null}
      <ProfileBadges userId={userId} />
      <Card>
        <PublicStats stats={profile.data.stats} />
      </Card>
      <p className="text-sm text-muted">{t("publicOnly")}</p>
    </div>
  );
}
