import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { useSession } from "@/shared/auth/session";
import { ApiError } from "@/shared/api/errors";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { InviteForm } from "./components/invite-form";
import { LoginForm } from "./components/login-form";
import { SignUpForm } from "./components/sign-up-form";
import { refusedFields } from "./field-errors";
import { returnPath } from "./return-path";

const { replace, push } = vi.hoisted(() => ({ replace: vi.fn(), push: vi.fn() }));
vi.mock("next/navigation", () => ({
  useRouter: () => ({ replace, push }),
  usePathname: () => "/ko/login",
}));

function visit(search: string) {
  window.history.replaceState(null, "", `/ko/login${search}`);
}

const user = { id: 7, nickname: "달빛", must_change_password: false };

function answer(status: number, body: unknown) {
  const fetched = vi.fn((_request: Request) =>
    Promise.resolve(new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } })),
  );
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

beforeEach(() => {
  replace.mockReset();
  push.mockReset();
  visit("");
  localStorage.clear();
  useSession.setState({ status: "guest", user: null });
});

describe("log-in", () => {
  it("is accessible and asks for what is missing without calling the server", async () => {
    const fetched = answer(200, {});
    const { container } = renderApp(<LoginForm />);
    await userEvent.click(screen.getByRole("button", { name: "로그인하기" }));
    await screen.findByText("아이디를 입력해 주세요.");
    await expectAccessible(container);
    expect(fetched).not.toHaveBeenCalled();
  });

  it("goes back to the page that asked for it", async () => {
    visit("?next=%2Fwallet%3Fkind%3Dgame_win");
    answer(200, { access_token: "a", user });
    renderApp(<LoginForm />);
    await userEvent.type(screen.getByLabelText("아이디 또는 닉네임"), "moon");
    await userEvent.type(screen.getByLabelText("비밀번호"), "12345678");
    await userEvent.click(screen.getByRole("button", { name: "로그인하기" }));
    await waitFor(() => expect(replace).toHaveBeenCalledWith("/ko/wallet?kind=game_win"));
  });

  it("says how long a locked account stays locked", async () => {
    vi.stubGlobal("fetch", () =>
      Promise.resolve(
        new Response(JSON.stringify({ error: { code: "login_locked", message: "", details: null, request_id: "r" } }), {
          status: 429,
          headers: { "Content-Type": "application/json", "Retry-After": "540" },
        }),
      ),
    );
    renderApp(<LoginForm />);
    await userEvent.type(screen.getByLabelText("아이디 또는 닉네임"), "moon");
    await userEvent.type(screen.getByLabelText("비밀번호"), "12345678");
    await userEvent.click(screen.getByRole("button", { name: "로그인하기" }));
    expect((await screen.findByRole("alert")).textContent).toContain("9분");
  });

  it.each([
    ["//evil.example", "/home"],
    ["/\\evil.example", "/home"],
    ["https://evil.example", "/home"],
    [null, "/home"],
    ["/slot?machine=horangi", "/slot?machine=horangi"],
  ])("never leaves the club: %s", (next, path) => {
    expect(returnPath(next)).toBe(path);
  });
});

describe("invite and sign-up", () => {
  it("carries a valid code on, and explains a spent one", async () => {
    answer(200, { code: "WELCOME1", valid: false, infinite: false, reason: "ALREADY_USED" });
    renderApp(<InviteForm />);
    await userEvent.type(screen.getByLabelText("초대 코드"), "WELCOME1");
    await userEvent.click(screen.getByRole("button", { name: "코드 확인하기" }));
    await screen.findByText(/이미 쓴 코드예요/);
    answer(200, { code: "5858", valid: true, infinite: true, reason: null });
    await userEvent.clear(screen.getByLabelText("초대 코드"));
    await userEvent.type(screen.getByLabelText("초대 코드"), "5858");
    await userEvent.click(screen.getByRole("button", { name: "코드 확인하기" }));
    await waitFor(() => expect(push).toHaveBeenCalledWith("/ko/signup?code=5858"));
  });

  it("is accessible, leaves empty optional fields out, and shows a taken name at its field", async () => {
    visit("?code=5858");
    const fetched = answer(409, { error: { code: "nickname_taken", message: "", details: null, request_id: "r" } });
    const { container } = renderApp(<SignUpForm />);
    await expectAccessible(container);
    await userEvent.type(screen.getByLabelText("아이디"), "moon");
    await userEvent.type(screen.getByLabelText("닉네임"), "달빛");
    await userEvent.type(screen.getByLabelText("비밀번호"), "a long enough phrase");
    await userEvent.click(screen.getByRole("button", { name: "가입하고 들어가기" }));
    await waitFor(() => expect(screen.getByLabelText("닉네임").getAttribute("aria-invalid")).toBe("true"));
    const [request] = fetched.mock.calls[0] ?? [];
    expect(await request?.clone().json()).toEqual({
      site_id: "moon",
      nickname: "달빛",
      password: "a long enough phrase",
      invite_code: "5858",
      locale: "ko",
    });
  });

  it("reads the fields of a 422", () => {
    const error = new ApiError(422, "validation_error", "", [{ loc: "body.site_id", type: "string_too_short" }]);
    expect(refusedFields(error)).toEqual(["site_id"]);
  });
});
