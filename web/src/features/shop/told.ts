/** Receipts whose end this tab has shown where it was bought; the message about it, which follows, is not shown again. */
const told = new Set<string>();

export function noteTold(receipt: string): void {
  told.add(receipt);
}

/** Whether the end of a purchase was shown already; forgets it, because what comes later (a refund) is news. */
export function wasTold(receipt: string): boolean {
  return told.delete(receipt);
}
