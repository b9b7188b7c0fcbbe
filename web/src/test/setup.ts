import { cleanup } from "@testing-library/react";
import { afterEach, vi } from "vitest";

afterEach(cleanup);

/** jsdom has no layout and no media; `reduceMotion` of a test decides what a query about motion answers. */
vi.stubGlobal("matchMedia", (query: string) => ({
  matches: query.includes("reduce") && globalThis.reduceMotion === true,
  media: query,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));

vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);

declare global {
  var reduceMotion: boolean | undefined;
}
