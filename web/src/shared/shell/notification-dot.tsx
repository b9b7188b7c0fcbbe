import { cn } from "@/shared/ui/cn";

const most = 9;

/** How many wait, up to 9; nothing for none. `label` is what a screen reader hears. */
export function NotificationDot({ count, label, className }: { count: number; label: string; className?: string }) {
  if (count <= 0) return null;
  return (
    <span data-slot="notification-dot" className={cn("tabular grid h-5 min-w-5 place-items-center rounded-full bg-pink px-1 text-2xs font-bold text-on-pink", className)}>
      <span aria-hidden>{count > most ? `${most}+` : count}</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
