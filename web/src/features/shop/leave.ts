/** Leaves the app for another page of the browser. */
export function leaveFor(url: string): void {
  window.location.assign(url);
}
