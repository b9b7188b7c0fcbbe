"use client";

import { PurchaseToasts } from "@/features/shop/components/purchase-toasts";
import { NotificationToasts } from "./notification-toasts";

/** All that is told while a member is here, whatever the page. */
export function MemberToasts() {
  return (
    <>
      <NotificationToasts />
      <PurchaseToasts />
    </>
  );
}
