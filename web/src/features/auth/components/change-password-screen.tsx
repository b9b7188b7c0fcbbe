"use client";

import { useEffect } from "react";
import { useSession } from "@/shared/auth/session";
import { useNavigate } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { useLogout } from "../hooks/use-access";
import { Door } from "./door";
import { PasswordFields } from "./password-fields";

/** The only screen of a member whose password was set by someone else. */
export function ChangePasswordScreen() {
  const t = useT("auth");
  const navigate = useNavigate();
  const status = useSession((session) => session.status);
  const mustChange = useSession((session) => session.user?.must_change_password ?? false);
  const logout = useLogout();

  useEffect(() => {
    if (status === "guest") navigate.replace("/login");
    else if (status === "member" && !mustChange) navigate.replace("/home");
  }, [status, mustChange, navigate]);

  return (
    <Door
      title={t("change.title")}
      lead={t("change.lead")}
      footer={
        <Button variant="ghost" size="sm" className="-ml-3" busy={logout.isPending} onClick={() => logout.mutate("here")}>
          {t("logout")}
        </Button>
      }
    >
      <PasswordFields prominent />
    </Door>
  );
}
