import type { ReactNode } from "react";

export type OddsRow = { key: string; head: ReactNode; cells: readonly string[] };
type Props = { caption: string; columns: readonly string[]; rows: readonly OddsRow[]; empty: string };

/** A table of figures that scrolls sideways, by finger or keyboard, where it does not fit. */
export function OddsTable({ caption, columns, rows, empty }: Props) {
  if (rows.length === 0) return <p className="py-3 text-sm text-muted">{empty}</p>;
  return (
    <div role="region" aria-label={caption} tabIndex={0} className="-mx-5 overflow-x-auto px-5">
      <table className="tabular w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="text-muted">
            {columns.map((column, i) => (
              <th key={column} scope="col" className={i === 0 ? "pr-4 pb-2 text-left font-medium" : "pb-2 pl-4 text-right font-medium whitespace-nowrap"}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, head, cells }) => (
            <tr key={key} className="border-t border-line">
              <th scope="row" className="py-1.5 pr-4 text-left font-medium whitespace-nowrap">
                {head}
              </th>
              {cells.map((cell, i) => (
                <td key={columns[i + 1]} className="py-1.5 pl-4 text-right whitespace-nowrap">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
