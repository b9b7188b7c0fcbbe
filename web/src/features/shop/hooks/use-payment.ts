"use client";

import { useCallback, useEffect, useState } from "react";
import { leaveFor } from "../leave";

/** The way to the payment page. `leaving` holds until the browser is gone, or shows this page again on its way back. */
export function usePayment() {
  const [leaving, setLeaving] = useState(false);
  useEffect(() => {
    const onShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) setLeaving(false);
    };
    window.addEventListener("pageshow", onShow);
    return () => window.removeEventListener("pageshow", onShow);
  }, []);
  const leave = useCallback((url: string) => {
    setLeaving(true);
    leaveFor(url);
  }, []);
  return { leaving, leave };
}
