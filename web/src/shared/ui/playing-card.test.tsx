import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { PlayingCard, cardsText } from "./playing-card";
import { type CardCode, parseCard, ranks, suits } from "./playing-card-code";

describe("a playing card", () => {
  it("is called by its name in both languages", () => {
    const { unmount } = renderApp(<PlayingCard card="Td" />);
    screen.getByRole("img", { name: "다이아몬드 10" });
    unmount();
    renderApp(<PlayingCard card="As" />, "en");
    screen.getByRole("img", { name: "ace of spades" });
  });

  it("tells neither its name nor its face while it lies face down", () => {
    const { container, rerender } = renderApp(<PlayingCard card={null} />);
    screen.getByRole("img", { name: "뒷면 카드" });
    expect(container.querySelector("svg.playing-card-art")).toBeNull();
    rerender(<PlayingCard card="Kh" faceDown />);
    screen.getByRole("img", { name: "뒷면 카드" });
    expect(container.querySelector("[data-card]")).toBeNull();
  });

  it("keeps its last face while it turns away", () => {
    const { container, rerender } = renderApp(<PlayingCard card="Kh" />);
    rerender(<PlayingCard card={null} />);
    expect(container.querySelector("[data-hidden] .playing-card-front")?.getAttribute("data-suit")).toBe("h");
  });

  it("draws fifty-two different fronts, and four outlines without colour", () => {
    const deck = suits.flatMap((suit) => ranks.map((rank): CardCode => `${rank}${suit}`));
    const { container } = renderApp(
      <>
        {deck.map((card) => (
          <PlayingCard key={card} card={card} decorative />
        ))}
      </>,
    );
    const fronts = [...container.querySelectorAll(".playing-card-art")].map((art) => art.innerHTML);
    expect(new Set(fronts).size).toBe(52);
    const aces = suits.map((suit) => container.querySelector(`[data-card="A${suit}"] path`)?.getAttribute("d"));
    expect(new Set(aces).size).toBe(4);
  });

  it("is accessible, and silent where its holder speaks", async () => {
    const { container } = renderApp(
      <main>
        <PlayingCard card="9c" lit />
        <button aria-label="클로버 9 남기기" aria-pressed={false}>
          <PlayingCard card="9c" decorative />
        </button>
      </main>,
    );
    expect(screen.getAllByRole("img")).toHaveLength(1);
    await expectAccessible(container);
  });

  it("reads codes and writes rows of them", () => {
    expect(parseCard("Ts")).toEqual({ rank: "T", suit: "s" });
    expect([parseCard("10s"), parseCard("Xs"), parseCard("A"), parseCard("Az")]).toEqual([null, null, null, null]);
    expect(cardsText(["As", "Th"])).toBe("A♠ 10♥");
  });
});
