"""Journeys in a real Chromium against the real product; their screenshots are kept in `artifacts/web`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.product import ROOT, Product

JOURNEYS = sorted((ROOT / "web" / "e2e").glob("*.e2e.ts"))

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def test_there_are_journeys() -> None:
    assert JOURNEYS


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda path: path.stem)
def test_journey(journey: Path, chromium: str, product: Product) -> None:
    assert (ROOT / "web" / "out" / "csp.json").exists(), "the web app is not built: run scripts/web.sh build"
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "CHROMIUM": chromium,
        "NO_COLOR": "1",
        "E2E_ORIGIN": product.base_url,
    }
    result = subprocess.run(
        ["npm", "--prefix", str(ROOT / "web"), "run", "e2e", "--", str(journey)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=540,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-8000:]
