import type { ReactNode } from "react";
import { Avatar } from "@/features/profile/components/avatar";
import { Link } from "@/shared/i18n/link";
import type { Player } from "../hooks/use-friends";

type Props = {
  player: Player;
  /** What stands under the name. */
  note: ReactNode;
  /** Lights the sign: the player is here now. */
  here?: boolean;
  children?: ReactNode;
};

/** One player on a list: sign, name (the way to the profile), a line about them, and what can be done. */
export function PlayerRow({ player, note, here = false, children }: Props) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <span className="relative shrink-0">
        <Avatar avatar={player.avatar} name={player.nickname} className="size-11" />
        {here ? <span aria-hidden className="absolute right-0 bottom-0 size-3 rounded-full border-2 border-surface-solid bg-cyan" /> : null}
      </span>
      <div className="min-w-24 flex-1">
        <Link href={`/profile?id=${player.user_id}`} className="block truncate font-semibold underline-offset-4 hover:underline">
          {player.nickname}
        </Link>
        <p className="truncate text-sm text-muted">{note}</p>
      </div>
      {children ? <div className="flex shrink-0 gap-2">{children}</div> : null}
    </li>
  );
}
