import type { ReactNode } from "react";
import { LitMark } from "@/shared/brand/mark";

type Props = { title: string; lead?: string; children: ReactNode; footer?: ReactNode };

/** The one narrow column of every page at the door. */
export function Door({ title, lead, children, footer }: Props) {
  return (
    <div className="mx-auto flex w-full max-w-[26rem] flex-1 flex-col justify-center px-4 pt-4 pb-16">
      <LitMark className="-ml-1" />
      <h1 className="mt-5 text-2xl font-bold">{title}</h1>
      {lead ? <p className="mt-2 text-muted">{lead}</p> : null}
      <div className="mt-7">{children}</div>
      {footer ? <div className="mt-6 text-sm text-muted">{footer}</div> : null}
    </div>
  );
}
