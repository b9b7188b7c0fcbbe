import { ChevronDownIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const control =
  "min-h-12 w-full min-w-0 rounded-md border border-line-strong bg-raised px-3.5 text-base text-text placeholder:text-muted transition-colors duration-(--duration-ui) hover:border-muted focus-visible:border-cyan aria-invalid:border-loss disabled:opacity-45";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input data-slot="input" className={cn(control, className)} {...rest} />;
}

export function Select({ className, ...rest }: ComponentProps<"select">) {
  return (
    <span className={cn("relative block", className)}>
      <select data-slot="select" className={cn(control, "appearance-none pr-9")} {...rest} />
      <ChevronDownIcon aria-hidden className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted" />
    </span>
  );
}
