"use client";

import { useMutation } from "@tanstack/react-query";
import { downloadFile } from "@/shared/api/download";
import { type WalletFilter, filterQuery } from "../filters";

/** Saves the filtered history as CSV. */
export function useHistoryExport() {
  return useMutation({
    mutationFn: (filter: WalletFilter) => {
      const search = new URLSearchParams(filterQuery(filter)).toString();
      return downloadFile(`/api/wallet/history.csv${search ? `?${search}` : ""}`, "casino-club-wallet.csv");
    },
  });
}
