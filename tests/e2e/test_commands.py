"""The commands a person types, against the running product; and migrations on engines started for the occasion."""

import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from casino_club.infra.db import migrate
from casino_club.infra.embedded.postgres import EmbeddedPostgres
from tests.support.product import Product, make_data_dir, processes_of

PASSWORD = "seven lucky geese"


@pytest.fixture
def http(product: Product) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=product.base_url, trust_env=False, timeout=20) as client:
        yield client


def _log_in(http: httpx.Client, login: str, password: str) -> httpx.Response:
    return http.post("/api/auth/login", json={"site_id": login, "password": password})


def _bearer(answer: httpx.Response) -> dict[str, str]:
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def test_a_user_is_created_given_a_role_and_helped_back_in(product: Product, http: httpx.Client) -> None:
    name = f"c{secrets.token_hex(4)}"
    created = product.run("user", "create", name, name, "--password", PASSWORD)
    assert created.returncode == 0, created.stderr
    assert PASSWORD not in created.stdout
    entered = _log_in(http, name, PASSWORD)
    assert entered.status_code == 200, entered.text
    assert entered.json()["user"]["must_change_password"] is True
    assert entered.json()["user"]["gold_balance"] > 0, "what a sign-up gives"

    granted = product.run("user", "grant-role", name, "operator")
    assert granted.returncode == 0, granted.stderr
    assert _log_in(http, name, PASSWORD).json()["user"]["role"] == "operator"

    headers = _bearer(_log_in(http, name, PASSWORD))
    reset = product.run("user", "reset-password", name)
    assert reset.returncode == 0, reset.stderr
    made = reset.stdout.rsplit(maxsplit=1)[-1]
    assert http.get("/api/users/me", headers=headers).status_code == 401, "its sessions died at once"
    assert _log_in(http, name, PASSWORD).status_code == 401
    assert _log_in(http, name, made).status_code == 200


def test_refusals_are_one_line(product: Product) -> None:
    for arguments in (
        ("user", "grant-role", "nobody.is.called.so", "support"),
        ("user", "create", "x", "x", "--password", PASSWORD),
        ("user", "create", "fine.name", "fine", "--password", "123456"),
        ("verify-round", "00000000-0000-7000-8000-000000000000"),
    ):
        result = product.run(*arguments)
        assert result.returncode == 1, arguments
        assert result.stderr.startswith("error:"), result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_a_round_is_verified_and_a_forged_one_found_by_both_commands(product: Product, http: httpx.Client) -> None:
    name = f"v{secrets.token_hex(4)}"
    body = {"site_id": name, "nickname": name, "password": PASSWORD, "invite_code": "5858"}
    headers = _bearer(http.post("/api/auth/signup", json=body))
    spin = http.post(
        "/api/games/slot/spin",
        json={"machine_id": "ring-fruits", "bet_amount": 10},
        headers=headers | {"Idempotency-Key": "one"},
    ).json()
    round_id = spin["round_id"]
    verified = product.run("verify-round", round_id)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "not revealed yet" in verified.stdout, "the command shows no seed that still plays"
    assert product.run("audit").returncode == 0

    with psycopg.connect(EmbeddedPostgres(product.data_dir).superuser_url("casino_club")) as owner:
        owner.execute("UPDATE rounds SET payout = payout + 1 WHERE id = %s", [round_id])
    try:
        forged = product.run("verify-round", round_id)
        assert forged.returncode == 1
        assert "DIFFERS" in forged.stdout
        audit = product.run("audit")
        assert audit.returncode == 1
        assert round_id in audit.stdout
    finally:
        with psycopg.connect(EmbeddedPostgres(product.data_dir).superuser_url("casino_club")) as owner:
            owner.execute("UPDATE rounds SET payout = payout - 1 WHERE id = %s", [round_id])


def test_openapi_notices_drift(product: Product, tmp_path: Path) -> None:
    target = tmp_path / "openapi.json"
    assert product.run("openapi", "--check", "--output", str(target)).returncode == 1
    assert product.run("openapi", "--output", str(target)).returncode == 0
    assert product.run("openapi", "--check", "--output", str(target)).returncode == 0
    target.write_text(target.read_text().replace("/api/games/slot/spin", "/api/games/slot/spin2"))
    assert product.run("openapi", "--check", "--output", str(target)).returncode == 1


def test_migrations_go_up_down_and_up_on_engines_started_for_them() -> None:
    installation = Product(make_data_dir())
    try:
        for arguments, shown in (
            (("migrate", "up"), migrate.head()),
            (("migrate", "down", "base"), "base"),
            (("migrate", "up"), migrate.head()),
        ):
            result = installation.run(*arguments)
            assert result.returncode == 0, result.stderr
            assert result.stdout.strip() == f"at revision {shown}"
            assert not processes_of(installation.data_dir), "what was started for the command is stopped"
        assert installation.run("migrate", "current").returncode == 0
    finally:
        shutil.rmtree(installation.data_dir)
