import type { SignUpFields } from "./hooks/use-access";

/** The form as typed: optional fields are empty texts. */
export type SignUpForm = Required<SignUpFields>;

/** What is sent: names without outer spaces, the password untouched, optional fields only when they were filled in. */
export function signUpBody(typed: SignUpForm): SignUpFields {
  const phone_number = typed.phone_number.trim();
  const email = typed.email.trim();
  return {
    site_id: typed.site_id.trim(),
    nickname: typed.nickname.trim(),
    password: typed.password,
    invite_code: typed.invite_code.trim(),
    ...(phone_number ? { phone_number } : {}),
    ...(email ? { email } : {}),
  };
}
