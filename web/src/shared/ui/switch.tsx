"use client";

import { Switch as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Switch({ className, ...rest }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      data-slot="switch"
      className={cn(
        "group relative inline-flex h-11 w-14 shrink-0 items-center justify-center rounded-md disabled:opacity-45",
        className,
      )}
      {...rest}
    >
      <span
        aria-hidden
        className="relative h-7 w-12 rounded-full border border-line-strong bg-raised transition-colors duration-(--duration-ui) group-data-[state=checked]:border-violet group-data-[state=checked]:bg-violet-soft"
      >
        <Primitive.Thumb className="absolute top-1/2 left-1 size-5 -translate-y-1/2 rounded-full bg-muted transition-[transform,background-color] duration-(--duration-ui) ease-ui data-[state=checked]:translate-x-[1.15rem] data-[state=checked]:bg-violet" />
      </span>
    </Primitive.Root>
  );
}
