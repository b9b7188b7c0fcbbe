"use client";

import { Slider as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export type SliderProps = ComponentProps<typeof Primitive.Root> & { "aria-label": string };

export function Slider({ className, "aria-label": label, ...rest }: SliderProps) {
  return (
    <Primitive.Root
      data-slot="slider"
      className={cn("relative flex h-11 w-full touch-none items-center select-none", className)}
      {...rest}
    >
      <Primitive.Track className="relative h-1.5 grow overflow-hidden rounded-full bg-line">
        <Primitive.Range className="absolute h-full bg-violet" />
      </Primitive.Track>
      <Primitive.Thumb aria-label={label} className="block size-6 rounded-full border-2 border-violet bg-surface-solid" />
    </Primitive.Root>
  );
}
