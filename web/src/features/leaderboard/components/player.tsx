"use client";

import { Avatar } from "@/features/profile/components/avatar";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import type { Line } from "../board";

type Shown = Pick<Line, "user_id" | "nickname" | "avatar" | "is_me">;
type Props = { line: Shown; className?: string };

/** A player's name, which opens the profile; who left or rests has a place and no name. */
export function PlayerName({ line, className }: Props) {
  const t = useT("leaderboard");
  if (line.user_id === null) return <span className={cn("truncate text-muted", className)}>{t("away")}</span>;
  return (
    <Link href={line.is_me ? "/profile" : `/profile?id=${line.user_id}`} className={cn("truncate underline-offset-4 hover:underline", className)}>
      {line.nickname}
    </Link>
  );
}

export function PlayerSign({ line, className }: Props) {
  return <Avatar avatar={line.avatar ?? ""} name={line.nickname ?? ""} className={className} />;
}
