"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@/shared/api/errors";
import { api, unwrap } from "@/shared/api/client";
import type { Answer } from "@/shared/api/types";
import { applyBalance } from "@/shared/live/store";

export type Story = Answer<"/api/content", "get">["items"][number];
export type StoryStage = Story["stages"][number];
export type StageName = StoryStage["stage"];
export type AgeState = Answer<"/api/users/me/age-verification", "get">;

const storiesKey = ["stories"];
const noticeKey = ["stories", "notice"];

/** Stays true for the refusal that the age dialog answers. */
export function isAgeRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.code === "age_verification_required";
}

/** Whether the door is open: null until it is known. The notice tells, so that no closed list is asked for. */
export function useIsOpen(): boolean | null {
  const { data } = useNotice();
  return data ? data.age.status === "verified" : null;
}

export function useStories() {
  const isOpen = useIsOpen();
  return useQuery({ queryKey: [...storiesKey, "list"], queryFn: () => unwrap(api.GET("/api/content")), enabled: isOpen === true });
}

/** One story with the words of its open scenes. */
export function useStory(id: string) {
  const isOpen = useIsOpen();
  return useQuery({
    enabled: isOpen === true,
    queryKey: [...storiesKey, "one", id],
    queryFn: () => unwrap(api.GET("/api/content/{content_id}", { params: { path: { content_id: id } } })),
  });
}

/** The legal notice and where the own age check stands: open to everybody. */
export function useNotice() {
  return useQuery({ queryKey: noticeKey, queryFn: () => unwrap(api.GET("/api/content/notice")) });
}

/** Opens a scene once; `key` repeats with every try of the same press. */
export function useUnlock() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, stage, key }: { id: string; stage: StageName; key: string }) =>
      unwrap(api.POST("/api/unlock", { params: { header: { "idempotency-key": key } }, body: { content_id: id, stage } })),
    onSuccess: ({ balance_after }) => applyBalance(balance_after),
    onSettled: () => queries.invalidateQueries({ queryKey: storiesKey }),
  });
}

/** Declares and checks; a redirecting checker answers with its page. */
export function useVerify() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (birth_date: string | null) => unwrap(api.POST("/api/users/me/age-verification", { body: { birth_date } })),
    onSuccess: ({ status }) => (status === "pending" ? undefined : settled(queries)),
  });
}

/** Fetches the result after the checker's page. */
export function useFinishVerification() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { verification_id: string; token: string | null }) =>
      unwrap(api.POST("/api/users/me/age-verification/finish", { body })),
    onSettled: () => settled(queries),
  });
}

function settled(queries: ReturnType<typeof useQueryClient>) {
  return Promise.all([
    queries.invalidateQueries({ queryKey: storiesKey }),
    queries.invalidateQueries({ queryKey: ["responsible"] }),
  ]);
}
