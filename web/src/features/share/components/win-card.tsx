"use client";

import { DownloadIcon, LinkIcon, Share2Icon } from "lucide-react";
import { useErrorText } from "@/shared/api/error-text";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { toast } from "@/shared/ui/toast";
import { canHandOver, handOver, showFile } from "../hand-over";
import { useCard, useLink, useLinkChange } from "../hooks/use-card";

/** The picture of a win, and what can be done with it: hand it over, keep it, or make a link that can be taken back. */
export function WinCard({ roundId }: { roundId: string }) {
  const t = useT("share");
  const card = useCard(roundId);
  if (card.error) return <ErrorState error={card.error} onRetry={() => void card.refetch()} />;
  if (!card.data) return <Skeleton className="aspect-[40/21] w-full rounded-lg" />;
  const file = card.data;
  const sends = canHandOver(file);
  return (
    <div className="grid gap-3">
      {/* eslint-disable-next-line @next/next/no-img-element -- a picture of this moment, from memory */}
      <img key={file.name} ref={(image) => (image ? showFile(image, file) : undefined)} alt={t("alt")} width={1200} height={630} className="hairline aspect-[40/21] w-full rounded-lg" />
      <Button block onClick={() => void handOver(file)}>
        {sends ? <Share2Icon aria-hidden className="size-4" /> : <DownloadIcon aria-hidden className="size-4" />}
        {t(sends ? "send" : "keep")}
      </Button>
      <PublicLink roundId={roundId} />
    </div>
  );
}

function PublicLink({ roundId }: { roundId: string }) {
  const t = useT("share");
  const text = useErrorText();
  const link = useLink(roundId);
  const change = useLinkChange(roundId);
  if (link.data === undefined) return null;
  const copy = (url: string) =>
    navigator.clipboard.writeText(url).then(
      () => toast.success(t("copied")),
      () => toast.plain(url),
    );
  const turn = (wanted: boolean) =>
    change.mutate(wanted, {
      onSuccess: (made) => (made ? void copy(made.url) : toast.plain(t("takenBack"))),
      onError: (error) => toast.error(text(error)),
    });
  return (
    <div className="grid gap-2">
      <div className="flex gap-2">
        <Button className="min-w-0 flex-1" busy={change.isPending} onClick={() => (link.data ? void copy(link.data.url) : turn(true))}>
          <LinkIcon aria-hidden className="size-4" />
          {t(link.data ? "copyLink" : "makeLink")}
        </Button>
        {link.data ? (
          <Button variant="ghost" disabled={change.isPending} onClick={() => turn(false)}>
            {t("takeBack")}
          </Button>
        ) : null}
      </div>
      <p className="text-sm text-muted">{t(link.data ? "publicNow" : "publicHint")}</p>
    </div>
  );
}
