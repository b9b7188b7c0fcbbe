"""The browser of the journeys."""

import os
import shutil

NO_BROWSER = "browser journeys: no Chromium; install chromium, or set CHROMIUM to its path"


def find_chromium() -> str | None:
    """`CHROMIUM` when it is set, else the first Chromium on PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)
