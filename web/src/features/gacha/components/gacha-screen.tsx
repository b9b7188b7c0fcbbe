"use client";

import { useSearchParams } from "next/navigation";
import "./gacha.css";
import { useT } from "@/shared/i18n/use-t";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { useBanners } from "../api/banners";
import { BannerTabs } from "./banner-tabs";
import { GachaTable } from "./gacha-table";

/** The lantern yard: `?banner=` names the banner, the first one otherwise. */
export function GachaScreen() {
  const t = useT("gacha");
  const asked = useSearchParams().get("banner");
  const { data: banners, error, isPending, refetch } = useBanners();
  const banner = banners?.find(({ banner_id }) => banner_id === asked) ?? banners?.[0];
  if (isPending) return <YardSkeleton />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!banner) return <EmptyState title={t("closed.title")} hint={t("closed.hint")} />;
  return (
    <GachaTable key={banner.banner_id} banner={banner} banners={banners ?? []}>
      <BannerTabs banners={banners ?? []} current={banner.banner_id} />
    </GachaTable>
  );
}

function YardSkeleton() {
  return (
    <div className="grid gap-4">
      <Skeleton className="h-11 w-40" />
      <Skeleton className="h-12 w-full" />
      <Skeleton className="h-90 w-full rounded-xl" />
      <Skeleton className="h-15 w-full" />
    </div>
  );
}
