export const themeStorageKey = "casino-club.theme";

/** Runs before the first paint so that a page never flashes in the other light. Its hash is in the CSP. */
export const themeScript = `try{var t=localStorage.getItem("${themeStorageKey}");if(t==="day"||(t==="system"&&matchMedia("(prefers-color-scheme: light)").matches))document.documentElement.dataset.theme="day"}catch(e){}`;
