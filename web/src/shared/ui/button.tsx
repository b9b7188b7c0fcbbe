import { type VariantProps, cva } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const buttonVariants = cva(
  "inline-flex select-none items-center justify-center gap-2 whitespace-nowrap rounded-md font-semibold transition-[background-color,border-color,color,opacity,transform] duration-(--duration-ui) ease-ui active:translate-y-px disabled:cursor-not-allowed disabled:opacity-45 aria-disabled:cursor-not-allowed aria-disabled:opacity-45",
  {
    variants: {
      variant: {
        primary: "bg-pink text-on-pink shadow-neon hover:brightness-108",
        secondary: "border border-line-strong bg-raised text-text hover:border-text",
        ghost: "text-muted hover:bg-raised hover:text-text",
        danger: "border border-loss text-loss hover:bg-loss-soft",
      },
      size: {
        sm: "min-h-9 px-3 text-sm",
        md: "min-h-11 px-4 text-sm",
        lg: "min-h-13 px-6 text-base",
        icon: "size-11 shrink-0",
      },
      block: { true: "w-full" },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonVariants> & {
    /** Renders the single child (a link, say) with the button's looks. */
    asChild?: boolean;
    /** Shows a waiting mark and ignores presses; the label stays readable. */
    busy?: boolean;
  };

export function Button({ variant, size, block, asChild = false, busy = false, className, disabled, children, type, ...rest }: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size, block }), className);
  if (asChild) {
    return (
      <Slot.Root data-slot="button" className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      data-slot="button"
      type={type ?? "button"}
      className={classes}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? <span aria-hidden className="motion-breathe size-2 rounded-full bg-current" /> : null}
      {children}
    </button>
  );
}
