"use client";

import { Tabs as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const Tabs = Primitive.Root;
export const TabsContent = Primitive.Content;

export function TabsList({ className, ...rest }: ComponentProps<typeof Primitive.List>) {
  return (
    <Primitive.List
      data-slot="tabs-list"
      className={cn("hairline inline-flex max-w-full gap-1 overflow-x-auto rounded-md bg-raised p-1", className)}
      {...rest}
    />
  );
}

export function TabsTrigger({ className, ...rest }: ComponentProps<typeof Primitive.Trigger>) {
  return (
    <Primitive.Trigger
      data-slot="tabs-trigger"
      className={cn(
        "min-h-10 rounded-sm px-4 text-sm font-medium whitespace-nowrap text-muted transition-colors duration-(--duration-ui) hover:text-text data-[state=active]:bg-violet-soft data-[state=active]:text-text",
        className,
      )}
      {...rest}
    />
  );
}
