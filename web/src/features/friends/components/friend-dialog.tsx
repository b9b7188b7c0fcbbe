"use client";

import { BanIcon, UserMinusIcon, UserRoundIcon } from "lucide-react";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { type Friend, useDeed } from "../hooks/use-friends";

/** What one may do with a friend, each with what it means. */
export function FriendDialog({ friend, onClose }: { friend: Friend | null; onClose: () => void }) {
  const t = useT("friends");
  const deed = useDeed();
  if (!friend) return null;
  const act = (kind: "remove" | "block") => deed.mutate({ kind, userId: friend.user_id }, { onSuccess: onClose });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={friend.nickname} description={t("dialog.hint")}>
      <div className="grid grid-cols-1 gap-4">
        <Button asChild block>
          <Link href={`/profile?id=${friend.user_id}`}>
            <UserRoundIcon aria-hidden className="size-4" />
            {t("dialog.profile")}
          </Link>
        </Button>
        <div className="grid gap-1.5">
          <Button block disabled={deed.isPending} onClick={() => act("remove")}>
            <UserMinusIcon aria-hidden className="size-4" />
            {t("dialog.remove")}
          </Button>
          <p className="text-sm text-muted">{t("dialog.removeHint")}</p>
        </div>
        <div className="grid gap-1.5">
          <Button block variant="danger" disabled={deed.isPending} onClick={() => act("block")}>
            <BanIcon aria-hidden className="size-4" />
            {t("dialog.block")}
          </Button>
          <p className="text-sm text-muted">{t("dialog.blockHint")}</p>
        </div>
      </div>
    </Dialog>
  );
}
