"use client";

import { useSearchParams } from "next/navigation";
import { useSession } from "@/shared/auth/session";
import { OtherProfile } from "./other-profile";
import { OwnProfile } from "./own-profile";

/** `?id=` shows another player's public profile; without it, one's own. */
export function ProfileScreen() {
  const ownId = useSession(({ user }) => user?.id ?? null);
  const wanted = Number(useSearchParams().get("id") ?? Number.NaN);
  const isOther = Number.isSafeInteger(wanted) && wanted > 0 && wanted !== ownId;
  return isOther ? <OtherProfile userId={wanted} /> : <OwnProfile />;
}
