"""`python -m bench.purchases`: a thousand players buy for money in the sandbox, pay on its page and come back.

Every player takes a while between two calls (`--think`) and has an address of their own, as the rules against fraud
expect. The worker relays and the sandbox sends its webhooks meanwhile, so that each payment is told twice: by the
webhook and by the player's return. At the end everything is audited, and what was granted is compared with what the
sandbox says was paid.
"""

import argparse
from datetime import timedelta
from typing import Any, Final

import psycopg

from bench.common import broken_invariants, machine, record, running_product
from bench.line import drain, in_own_process, print_report
from bench.spin.players import make_players
from casino_club.domains.auth.tokens import AccessTokens
from casino_club.infra.embedded.postgres import EmbeddedPostgres
from casino_club.infra.settings import Settings, jwt_secret

CLIENT: Final = "bench.purchases.client"
SETTLE_S: Final = 300
_UNHEARD: Final = """
SELECT FROM purchases p JOIN sandbox_payments s ON s.receipt = p.receipt
WHERE s.state = 'paid' AND p.status IN ('created', 'pending') LIMIT 1
"""
_BOOKS: Final = """
SELECT (SELECT coalesce(sum(paid - refunded), 0) FROM sandbox_payments),
    (SELECT coalesce(sum(amount), 0) FROM purchases WHERE status = 'succeeded'),
    (SELECT count(*) FROM purchases WHERE status = 'succeeded'),
    (SELECT count(*) FROM reward_grants WHERE reason = 'purchase'),
    (SELECT count(*) FROM purchases WHERE status NOT IN ('succeeded', 'created', 'pending'))
"""


def settle(url: str) -> None:
    """Wait until the club has heard of every payment: what a full machine did not take, the sandbox tells again."""
    with psycopg.connect(url, autocommit=True) as connection:
        for _ in range(SETTLE_S * 2):
            if connection.execute(_UNHEARD).fetchone() is None:
                return
            connection.execute("SELECT pg_sleep(0.5)")


def books(url: str) -> dict[str, Any]:
    """What the sandbox captured beside what the club sold and gave."""
    with psycopg.connect(url) as connection:
        row = connection.execute(_BOOKS).fetchone()
    names = ("captured", "sold", "purchases", "grants", "ended_otherwise")
    return dict(zip(names, map(int, row or ()), strict=True))


def main() -> None:
    """Measure and record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=100)
    parser.add_argument("--think", type=float, default=30, help="seconds between two calls of a player, on average")
    asked = parser.parse_args()
    print(f"machine: {machine()}")
    with running_product(FORWARDED_ALLOW_IPS="127.0.0.1") as product:
        url = EmbeddedPostgres(product.data_dir).url
        tokens = make_players(
            url,
            AccessTokens(jwt_secret(Settings(data_dir=product.data_dir)), timedelta(hours=6)),
            count=asked.users,
            gold=1_000,
        )
        job = {"port": product.port, "tokens": tokens, "seconds": asked.seconds, "think_s": asked.think}
        before = product.cpu_seconds()
        figures = in_own_process(CLIENT, job)
        settle(url)
        drain(url)
        figures["cpu_s"] = {part: round(used - before[part], 1) for part, used in product.cpu_seconds().items()}
        figures["books"] = books(url)
        broken = broken_invariants(url)
    print_report(f"{asked.users} users, {figures['purchases_per_s']} purchases/s", figures["calls"])
    print(f"asked {figures['asked']}, succeeded {figures['succeeded']}; books {figures['books']}")
    print(f"CPU seconds until all was told: {figures['cpu_s']}")
    print("audit: " + (", ".join(broken) or "clean"))
    record(
        "purchases",
        {"users": asked.users, "seconds": asked.seconds, "think_s": asked.think, **figures, "broken": broken},
    )
    same = figures["books"]["captured"] == figures["books"]["sold"]
    if broken or not same or figures["books"]["purchases"] != figures["books"]["grants"]:
        raise SystemExit("the books do not agree")


if __name__ == "__main__":
    main()
