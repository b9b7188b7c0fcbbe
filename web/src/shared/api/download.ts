import { authorizedFetch } from "./client";
import { ApiError, toApiError } from "./errors";

/** Fetches a file with the member's token (a plain link could not carry it) and hands it to the browser to keep. */
export async function downloadFile(path: `/api/${string}`, filename: string): Promise<void> {
  let response: Response;
  try {
    response = await authorizedFetch(new Request(new URL(path, window.location.origin)));
  } catch (failure) {
    throw new ApiError(0, "offline", String(failure));
  }
  if (!response.ok) throw toApiError(response, await response.json().catch(() => null));
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
