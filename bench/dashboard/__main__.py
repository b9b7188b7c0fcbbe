"""`python -m bench.dashboard`: `/api/dashboard` by a thousand users, whole answers and 304s told apart.

Every user has a connection and asks every `--every` seconds with the tag of the last answer, as a home screen without
its socket does; before a share of the calls they play a round, so that the answer is new. Before that one user alone.
"""

import argparse
from datetime import timedelta
from typing import Final

from bench.common import machine, record, running_product
from bench.line import drain, in_own_process, print_report
from bench.spin.players import make_players
from casino_club.domains.auth.tokens import AccessTokens
from casino_club.infra.embedded.postgres import EmbeddedPostgres
from casino_club.infra.settings import Settings, jwt_secret

ROUNDS: Final = 6
CLIENT: Final = "bench.dashboard.client"


def main() -> None:
    """Measure and record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=90)
    parser.add_argument("--every", type=float, default=30, help="seconds between two calls of a user, on average")
    parser.add_argument("--changed", type=float, default=0.3, help="share of calls that follow a round")
    asked = parser.parse_args()
    print(f"machine: {machine()}")
    with running_product() as product:
        url = EmbeddedPostgres(product.data_dir).url
        secret = jwt_secret(Settings(data_dir=product.data_dir))
        tokens = make_players(url, AccessTokens(secret, timedelta(hours=6)), count=asked.users, gold=1_000_000)
        base = {"port": product.port, "tokens": tokens}
        in_own_process(CLIENT, base | {"play": ROUNDS})
        drain(url)
        figures = in_own_process(
            CLIENT, base | {"seconds": asked.seconds, "every_s": asked.every, "changed": asked.changed}
        )
    print_report("one user, nothing else", figures["alone"])
    print_report(f"{asked.users} users, each every {asked.every} s", figures["many"])
    record("dashboard", {"users": asked.users, "every_s": asked.every, "changed": asked.changed, **figures})


if __name__ == "__main__":
    main()
