"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import type { Answer } from "@/shared/api/types";
import { applyBalance } from "@/shared/live/store";

export type Quiz = Answer<"/api/quiz", "get">;
export type Question = Quiz["questions"][number];
export type QuizResult = NonNullable<Quiz["result"]>;
export type Preference = QuizResult["profile"];
export type Suggestion = Answer<"/api/recommend/personalized", "get">["items"][number];
export type Verdict = "opened" | "helpful" | "not_for_me";
export type Answers = Readonly<Record<string, string>>;

const quizKey = ["quiz"];
const suggestionsKey = ["recommend"];

/** The open version and the own newest result. */
export function useQuiz() {
  return useQuery({ queryKey: quizKey, queryFn: () => unwrap(api.GET("/api/quiz")) });
}

/** Hands the answers in; a reward's gold shows at once. */
export function useSubmitQuiz() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ version, answers }: { version: number; answers: Answers }) =>
      unwrap(
        api.POST("/api/quiz/submit", {
          body: { version, answers: Object.entries(answers).map(([question_id, option_id]) => ({ question_id, option_id })) },
        }),
      ),
    onSuccess: ({ new_balances }) => {
      if (new_balances.gold !== undefined) applyBalance(new_balances.gold);
    },
    onSettled: () =>
      Promise.all([queries.invalidateQueries({ queryKey: quizKey }), queries.invalidateQueries({ queryKey: suggestionsKey })]),
  });
}

/** What this player may like. Asked again when limits change: with them, suggestions turn calm. */
export function useSuggestions() {
  return useQuery({
    queryKey: suggestionsKey,
    queryFn: () => unwrap(api.GET("/api/recommend/personalized")),
    meta: { follows: ["responsible_update"] },
  });
}

/** A player's word about a suggestion; "opened" is only noted. */
export function useSuggestionFeedback() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, verdict }: { id: string; verdict: Verdict }) =>
      unwrap(api.POST("/api/recommend/{recommendation_id}/feedback", { params: { path: { recommendation_id: id } }, body: { verdict } })),
    onSuccess: (_, { verdict }) => (verdict === "not_for_me" ? queries.invalidateQueries({ queryKey: suggestionsKey }) : undefined),
  });
}
