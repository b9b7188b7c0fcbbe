import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { Link } from "@/shared/i18n/link";
import { Button } from "@/shared/ui/button";

type Look = { icon: LucideIcon; label: string };
type ToolProps = Look & Omit<ComponentProps<typeof Button>, "children">;

const face = "max-xl:size-11 max-xl:px-0 xl:px-3";

function Face({ icon: Icon, label }: Look) {
  return (
    <>
      <Icon aria-hidden className="size-5" strokeWidth={1.75} />
      <span className="max-xl:sr-only">{label}</span>
    </>
  );
}

/** A tool of a game's header: an icon with a name for readers, with its word on a wide screen. */
export function FrameTool({ icon, label, ...rest }: ToolProps) {
  return (
    <Button variant="ghost" className={face} title={label} {...rest}>
      <Face icon={icon} label={label} />
    </Button>
  );
}

export function FrameLink({ icon, label, href, className = "" }: Look & { href: `/${string}`; className?: string }) {
  return (
    <Button variant="ghost" className={`${face} ${className}`} title={label} asChild>
      <Link href={href}>
        <Face icon={icon} label={label} />
      </Link>
    </Button>
  );
}
