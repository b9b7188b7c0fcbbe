import { Link } from "@/shared/i18n/link";
import { cn } from "@/shared/ui/cn";

export type Choice = { id: string; name: string; href: `/${string}` };
type Props = { label: string; choices: readonly Choice[]; current: string | undefined; quiet?: boolean };

/** Links that choose what a page shows; they scroll sideways on a phone. */
export function ChoiceLinks({ label, choices, current, quiet = false }: Props) {
  return (
    <nav aria-label={label} className="-mx-4 overflow-x-auto px-4 [scrollbar-width:none] lg:mx-0 lg:px-0">
      <ul className="flex w-max gap-2 lg:w-auto lg:flex-wrap">
        {choices.map(({ id, name, href }) => (
          <li key={id}>
            <Link
              href={href}
              scroll={false}
              aria-current={id === current ? "page" : undefined}
              className={cn(
                "flex min-h-11 items-center rounded-md px-4 text-sm font-medium whitespace-nowrap text-muted hover:text-text",
                quiet ? "bg-raised" : "hairline",
                id === current && "border-line-strong bg-violet-soft text-text",
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
