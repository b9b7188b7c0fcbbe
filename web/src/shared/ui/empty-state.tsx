import type { ReactNode } from "react";
import { cn } from "./cn";

export type EmptyStateProps = {
  title: string;
  /** What to do now. */
  hint?: string;
  icon?: ReactNode;
  action?: ReactNode;
  className?: string;
};

export function EmptyState({ title, hint, icon, action, className }: EmptyStateProps) {
  return (
    <div data-slot="empty-state" className={cn("grid justify-items-center gap-2 px-4 py-10 text-center", className)}>
      {icon ? <div className="mb-2 text-muted [&_svg]:size-9">{icon}</div> : null}
      <p className="font-semibold">{title}</p>
      {hint ? <p className="max-w-sm text-sm text-muted">{hint}</p> : null}
      {action ? <div className="mt-3">{action}</div> : null}
    </div>
  );
}
