import { type ReactNode, useId } from "react";
import { Card, CardTitle } from "@/shared/ui/card";

type Props = { title: string; hint?: string; children: ReactNode };

export function Section({ title, hint, children }: Props) {
  const id = useId();
  return (
    <Card aria-labelledby={id}>
      <CardTitle id={id}>{title}</CardTitle>
      {hint ? <p className="mt-1 text-sm text-muted">{hint}</p> : null}
      <div className="mt-5">{children}</div>
    </Card>
  );
}
