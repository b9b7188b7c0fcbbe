import { ApiError } from "@/shared/api/errors";

const fieldOfCode: Record<string, string> = {
  site_id_taken: "site_id",
  nickname_taken: "nickname",
  phone_taken: "phone_number",
  email_taken: "email",
  invite_invalid: "invite_code",
  invite_used: "invite_code",
  password_refused: "password",
};

/** The form fields a refusal is about: by its code, or by the `loc` paths of a 422 (`body.nickname`). */
export function refusedFields(error: unknown): string[] {
  if (!(error instanceof ApiError)) return [];
  const byCode = fieldOfCode[error.code];
  if (byCode) return [byCode];
  if (!Array.isArray(error.details)) return [];
  return error.details.flatMap((item: unknown) => {
    const loc = typeof item === "object" && item !== null && "loc" in item ? item.loc : null;
    const field = typeof loc === "string" ? loc.split(".")[1] : undefined;
    return field ? [field] : [];
  });
}
