import { cn } from "./cn";

/** A quiet placeholder of the size of what is coming; give it width and height by class. */
export function Skeleton({ className }: { className?: string }) {
  return <div data-slot="skeleton" aria-hidden className={cn("motion-shimmer rounded-md bg-raised", className)} />;
}
