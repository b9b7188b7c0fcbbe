import type { ReactNode } from "react";
import { cn } from "@/shared/ui/cn";
import type { PartKind } from "../pass";

const shapes: Record<PartKind, ReactNode> = {
  gold: (
    <>
      <circle cx="12" cy="12" r="8.4" strokeDasharray="4.6 2" />
      <path d="M12 9.4v6M9.6 12.2h4.8" />
    </>
  ),
  gem: <path d="M7.4 4.5h9.2l3.6 4.9L12 20 3.8 9.4zM3.8 9.4h16.4M9.2 9.4 12 20l2.8-10.6L12 4.5z" />,
  exp: <path d="M12 3.6l2.3 5.6 6 .5-4.6 3.9 1.5 5.9L12 16.3l-5.2 3.2 1.5-5.9-4.6-3.9 6-.5z" />,
  vip_points: <path d="M4.2 8l3.9 3.4L12 5.2l3.9 6.2L19.8 8l-1.6 9.6H5.8zM6 20.4h12" />,
  protections: <path d="M12 3.4l7.2 2.7v5.2c0 4.6-3 7.7-7.2 9.4-4.2-1.7-7.2-4.8-7.2-9.4V6.1zM8.9 11.9l2.2 2.3 4-4.4" />,
  lantern: <path d="M12 2.4v2.4M8.6 4.8h6.8M8.6 18.2h6.8M12 18.2v3.6M8.9 4.8C3.7 8.2 3.7 14.8 8.9 18.2M15.1 4.8c5.2 3.4 5.2 10 0 13.4M12 4.8v13.4" />,
  item: <path d="M4.4 8.2 12 4l7.6 4.2v7.6L12 20l-7.6-4.2zM4.4 8.2 12 12.4l7.6-4.2M12 12.4V20" />,
};

const tones: Partial<Record<PartKind, string>> = { gold: "text-gold" };

/** The sign of one kind of reward, in one line. Decorative: the amount beside it says what it is. */
export function PartIcon({ kind, className }: { kind: PartKind; className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={cn("size-5 shrink-0", tones[kind], className)}
    >
      {shapes[kind]}
    </svg>
  );
}
