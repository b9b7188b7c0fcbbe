import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { ApiError } from "@/shared/api/errors";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { Amount } from "./amount";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { EmptyState } from "./empty-state";
import { ErrorState } from "./error-state";
import { Field } from "./field";
import { Input, Select } from "./input";
import { Sheet } from "./sheet";
import { Slider } from "./slider";
import { Switch } from "./switch";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "./tabs";

describe("interface kit", () => {
  it("is accessible as a whole", async () => {
    const { container } = renderApp(
      <main>
        <Button>누르기</Button>
        <Field id="name" label="이름" error="이름을 입력해 주세요.">
          {(control) => <Input {...control} />}
        </Field>
        <Field id="kind" label="종류" hint="하나를 골라요.">
          {(control) => (
            <Select {...control}>
              <option>전체</option>
            </Select>
          )}
        </Field>
        <Switch aria-label="소리" />
        <Slider aria-label="판 수" defaultValue={[3]} max={10} />
        <Tabs defaultValue="a">
          <TabsList aria-label="기간">
            <TabsTrigger value="a">오늘</TabsTrigger>
            <TabsTrigger value="b">전체</TabsTrigger>
          </TabsList>
          <TabsContent value="a">오늘</TabsContent>
          <TabsContent value="b">전체</TabsContent>
        </Tabs>
        <EmptyState title="비어 있어요" hint="한 판 해 볼까요?" />
        <ErrorState error={new ApiError(503, "game_disabled", "")} onRetry={() => undefined} />
      </main>,
    );
    await expectAccessible(container);
  });

  it("ignores presses while busy", async () => {
    const onClick = vi.fn();
    renderApp(
      <Button busy onClick={onClick}>
        보내기
      </Button>,
    );
    await userEvent.click(screen.getByRole("button", { name: "보내기" }));
    expect(onClick).not.toHaveBeenCalled();
    expect(screen.getByRole("button")).toHaveProperty("ariaBusy", "true");
  });

  it("ties an error to its control", () => {
    renderApp(
      <Field id="name" label="이름" error="이름을 입력해 주세요.">
        {(control) => <Input {...control} />}
      </Field>,
    );
    const input = screen.getByLabelText("이름");
    expect(input.getAttribute("aria-invalid")).toBe("true");
    expect(document.getElementById(input.getAttribute("aria-describedby") ?? "")?.textContent).toBe("이름을 입력해 주세요.");
  });

  it.each([
    ["dialog", Dialog],
    ["sheet", Sheet],
  ])("opens a %s, closes it with Escape and gives the focus back", async (_name, Modal) => {
    renderApp(
      <Modal title="규칙" description="이 머신의 규칙이에요." trigger={<Button>규칙 보기</Button>}>
        <p>본문</p>
      </Modal>,
    );
    const trigger = screen.getByRole("button", { name: "규칙 보기" });
    await userEvent.click(trigger);
    await expectAccessible(screen.getByRole("dialog", { name: "규칙" }));
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(document.activeElement).toBe(trigger);
  });

  it("says what to do by the code of an error, else by its kind", () => {
    const { rerender } = renderApp(<ErrorState error={new ApiError(402, "insufficient_funds", "raw")} />);
    expect(screen.getByRole("alert").textContent).toContain("골드가 모자라요");
    rerender(<ErrorState error={new ApiError(409, "some_new_code", "raw")} />);
    expect(screen.getByRole("alert").textContent).toContain("다시 해 주세요");
    rerender(<ErrorState error={new Error("boom")} />);
    expect(screen.getByRole("alert").textContent).not.toContain("boom");
  });

  it("writes amounts with groups and a true minus sign", () => {
    renderApp(<Amount value={-1234567} signed />);
    expect(screen.getByText("−1,234,567").className).toContain("text-loss");
  });
});
