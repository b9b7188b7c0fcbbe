/** Where to go after the login: a path of this app, never another site (`//host`, `/\host`). */
export function returnPath(next: string | null): `/${string}` {
  if (next && /^\/(?![/\\])/.test(next)) return next as `/${string}`;
  return "/home";
}
