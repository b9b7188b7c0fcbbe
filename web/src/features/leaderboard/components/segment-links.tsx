import { Link } from "@/shared/i18n/link";
import { cn } from "@/shared/ui/cn";

export type Segment = { id: string; name: string; href: `/${string}` };
type Props = { label: string; segments: readonly Segment[]; current: string };

/** A row of links of which one is in effect; the address holds the choice. */
export function SegmentLinks({ label, segments, current }: Props) {
  return (
    <nav aria-label={label} className="max-w-full min-w-0">
      <ul className="hairline inline-flex max-w-full gap-1 overflow-x-auto rounded-md bg-raised p-1 [scrollbar-width:none]">
        {segments.map(({ id, name, href }) => (
          <li key={id}>
            <Link
              href={href}
              replace
              scroll={false}
              aria-current={id === current ? "page" : undefined}
              className={cn(
                "flex min-h-11 items-center rounded-sm px-3.5 text-sm font-medium whitespace-nowrap text-muted transition-colors duration-(--duration-ui) hover:text-text",
                id === current && "bg-violet-soft text-text",
              )}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
