"""The example partner against the whole API over HTTP: a link, credits, balance, statement, webhooks."""

import asyncio
import importlib.util
import os
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from casino_club.domains.audit.service import check
from casino_club.domains.partners.tasks import make_messenger
from tests.support.http import sign_up, sign_up_staff
from tests.support.live import serving

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "partner" / "company_a.py"


@pytest.fixture(scope="module")
def company_a():
    """The example, loaded from its file as it stands."""
    spec = importlib.util.spec_from_file_location("company_a", EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["company_a"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["company_a"]


@pytest.fixture
async def url(app):
    async with serving(app, is_started=True) as address:
        yield f"http://{address}"


async def test_company_a_end_to_end(app, app_client, url, company_a):
    told = []
    inbox = company_a.Inbox("whsec_AAAA", tell=told.append)
    server = company_a.serve(inbox, 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        admin, anna = await sign_up_staff(app, app_client, "admin"), await sign_up(app_client)
        terms = {"name": "Company A", "daily_cap_gold": 1_000, "player_daily_cap_gold": 500}
        address = f"http://127.0.0.1:{server.server_port}/"
        body = {**terms, "partner_id": "company-a", "webhook_url": address}
        made = await admin.call("POST", "/api/admin/partners", 201, json=body)
        inbox.secret = made["webhook_secret"]
        kid, secret = made["request_secret"]["kid"], made["request_secret"]["secret"]
        club = company_a.Club(url, "company-a", kid, secret)

        code = await asyncio.to_thread(club.link_code, "alice")
        await anna.call("POST", "/api/partners/link", 201, json={"code": code})
        first = await asyncio.to_thread(club.credit, "alice", 300, "order-1", "tokens")
        again = await asyncio.to_thread(club.credit, "alice", 300, "order-1", "tokens")
        assert (first["applied"], again["applied"], first["balance_after"]) == (True, False, 10_300)
        with pytest.raises(company_a.RefusedError, match="409 daily_cap_reached"):
            await asyncio.to_thread(club.credit, "alice", 300, "order-2")
        assert (await asyncio.to_thread(club.balance, "alice"))["gold"] == 10_300
        (line,) = await asyncio.to_thread(club.statement)
        assert line == await asyncio.to_thread(club.find_credit, "order-1")

        assert await make_messenger(app.state.database, app.state.clock, app.state.settings).send_due() == 2
        assert sorted(event["type"] for event in told) == ["credit.posted", "player.linked"]
        async with httpx.AsyncClient(trust_env=False) as stranger:
            forged = await stranger.post(address, content=b"{}", headers={"webhook-id": "msg_1"})
        assert forged.status_code == 401
        assert len(told) == 2

        command = [sys.executable, str(EXAMPLE), "balance", "alice"]
        names = {"CLUB_URL": url, "CLUB_PARTNER": "company-a", "CLUB_KID": kid, "CLUB_SECRET": secret}
        done = await asyncio.to_thread(
            subprocess.run, command, env={**os.environ, **names}, capture_output=True, text=True, check=True
        )
        assert '"gold": 10300' in done.stdout
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    async with app.state.database.read() as session:
        assert (await check(session)).clean
