"""Journeys in a real Chromium against the real product; their screenshots are kept in `artifacts/web`."""

import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from tests.support.browser import running_journeys
from tests.support.product import ROOT, Product

# Two of these wait most of their time: they go first, beside the others.
_FIRST = ("shared-rounds.e2e.ts", "looks.e2e.ts")
JOURNEYS = sorted(
    (ROOT / "web" / "e2e").glob("*.e2e.ts"),
    key=lambda path: (_FIRST.index(path.name) if path.name in _FIRST else len(_FIRST), path.name),
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

Running = dict[Path, Future[subprocess.CompletedProcess[str]]]


@pytest.fixture(scope="module")
def running(request: pytest.FixtureRequest, chromium: str, product: Product) -> Iterator[Running]:
    """The chosen journeys, started together."""
    built = Path(os.environ.get("WEB_DIST_DIR", ROOT / "web" / "out"))
    assert (built / "csp.json").exists(), "the web app is not built: run scripts/web.sh build"
    chosen = {item.name for item in request.session.items}
    journeys = [path for path in JOURNEYS if f"test_journey[{path.stem}]" in chosen]
    with running_journeys(journeys, chromium=chromium, origin=product.base_url) as started:
        yield started


def test_there_are_journeys() -> None:
    assert JOURNEYS


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda path: path.stem)
def test_journey(journey: Path, running: Running) -> None:
    result = running[journey].result()
    assert result.returncode == 0, result.stdout[-8000:]
