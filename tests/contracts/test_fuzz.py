"""schemathesis over the whole OpenAPI document: no 5xx, no undocumented status, whatever is sent.

Ids of real rows stand in for half of the path parameters. Seen failing on a history filter from the year 108, which
was a 500 until such moments had a bound.
"""

import time
from pathlib import Path

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error, status_code_conformance

from tests.support.http import PASSWORD

SCHEMA = schemathesis.openapi.from_path(Path(__file__).resolve().parents[2] / "docs" / "openapi.json")
ENDLESS = {"GET /api/metrics/stream"}
OPERATIONS = [one for result in SCHEMA.get_all_operations() if (one := result.ok()).label not in ENDLESS]
EXAMPLES = 12


class People:
    """Somebody new for each operation, at a running product."""

    def __init__(self, url):
        self.url = url
        self.count = 0

    def sign_up(self):
        self.count += 1
        name = f"fuzzed{self.count}"
        body = {"site_id": name, "nickname": name, "password": PASSWORD, "invite_code": "5858"}
        answer = httpx.post(f"{self.url}/api/auth/signup", json=body, trust_env=False).raise_for_status().json()
        headers = {"Authorization": f"Bearer {answer['access_token']}"}
        spin = {"machine_id": "horangi", "bet_amount": 10}
        played = httpx.post(f"{self.url}/api/games/slot/spin", json=spin, headers=headers, trust_env=False).json()
        ids = {"user_id": answer["user"]["id"], "round_id": played["round_id"], "machine_id": "horangi", "game": "slot"}
        return headers, ids


@pytest.fixture(scope="module")
def people(product):
    """People of the whole product: shared rounds need the worker that leads them."""
    found = People(product.base_url)
    headers, _ = found.sign_up()
    deadline = time.monotonic() + 60
    for game in ("crash", "roulette"):
        address = f"{product.base_url}/api/games/{game}/current"
        while httpx.get(address, headers=headers, trust_env=False).status_code != httpx.codes.OK:
            assert time.monotonic() < deadline, f"nobody leads {game}"
            time.sleep(0.1)
    return found


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_no_call_breaks_the_server_or_its_contract(people, operation):
    headers, ids = people.sign_up()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), real=st.booleans())
    def fuzz(case, real):
        if real:
            case.path_parameters = {name: ids.get(name, value) for name, value in (case.path_parameters or {}).items()}
        answer = case.call(base_url=people.url, headers=headers, timeout=20)
        case.validate_response(answer, checks=[not_a_server_error, status_code_conformance])

    fuzz()


def test_the_document_was_read_whole():
    assert len(OPERATIONS) > 40
