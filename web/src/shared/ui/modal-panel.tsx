"use client";

import { XIcon } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { useT } from "@/shared/i18n/use-t";
import { cn } from "./cn";

export type ModalProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The element that opens it; omit when `open` is controlled. */
  trigger?: ReactNode;
  title: string;
  description?: string;
  children: ReactNode;
  className?: string;
};

type PanelProps = ModalProps & { shape: "dialog" | "sheet" };

const shapes = {
  dialog:
    "motion-dialog inset-x-4 top-1/2 mx-auto max-h-[85dvh] max-w-md -translate-y-1/2 rounded-xl",
  sheet:
    "motion-sheet inset-x-0 bottom-0 max-h-[88dvh] rounded-t-xl pb-safe md:inset-y-0 md:right-0 md:left-auto md:max-h-none md:w-[26rem] md:rounded-none md:rounded-l-xl",
};

export function ModalPanel({ shape, open, onOpenChange, trigger, title, description, children, className }: PanelProps) {
  const t = useT("common");
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Primitive.Trigger asChild>{trigger}</Primitive.Trigger> : null}
      <Primitive.Portal>
        <Primitive.Overlay className="motion-fade fixed inset-0 z-40 bg-scrim" />
        <Primitive.Content
          data-slot={shape}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(
            "hairline fixed z-50 flex flex-col overflow-hidden bg-surface-solid shadow-lift",
            shapes[shape],
            className,
          )}
        >
          <header className="flex items-start gap-3 border-b border-line px-5 py-4">
            <div className="min-w-0 flex-1">
              <Primitive.Title className="text-lg font-semibold">{title}</Primitive.Title>
              {description ? (
                <Primitive.Description className="mt-1 text-sm text-muted">{description}</Primitive.Description>
              ) : null}
            </div>
            <Primitive.Close
              aria-label={t("close")}
              className="-m-2 grid size-11 shrink-0 place-items-center rounded-md text-muted hover:text-text"
            >
              <XIcon aria-hidden className="size-5" />
            </Primitive.Close>
          </header>
          <div className="overflow-y-auto overscroll-contain p-5">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
