"""`python -m bench.claims`: streak, VIP and mission claims over HTTP by a thousand users at once.

Every user has a connection and takes a while between two calls (`--think`); every visit is that of another player, who
has played before, so that claims pay and are not repetitions. Then all claim their streak in one moment. The worker
relays meanwhile; at the end everything is audited.
"""

import argparse
import math
from datetime import timedelta
from typing import Final

from bench.common import broken_invariants, machine, record, running_product
from bench.line import drain, in_own_process, print_report
from bench.spin.players import make_players
from casino_club.domains.auth.tokens import AccessTokens
from casino_club.infra.embedded.postgres import EmbeddedPostgres
from casino_club.infra.settings import Settings, jwt_secret

CALLS_A_VISIT: Final = 4
ROUNDS: Final = 12
CLIENT: Final = "bench.claims.client"


def main() -> None:
    """Measure and record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=10, help="seconds between two calls of a user, on average")
    asked = parser.parse_args()
    print(f"machine: {machine()}")
    # Nobody may run out of players to visit as, or claim what was claimed: some are left over.
    visits = math.ceil(asked.users * (asked.seconds / (asked.think * CALLS_A_VISIT) + 2))
    with running_product() as product:
        url = EmbeddedPostgres(product.data_dir).url
        tokens = make_players(
            url,
            AccessTokens(jwt_secret(Settings(data_dir=product.data_dir)), timedelta(hours=6)),
            count=visits + asked.users,
            gold=1_000_000,
        )
        base = {"port": product.port, "tokens": tokens}
        print(f"before: {visits:,} players play {ROUNDS} rounds each {in_own_process(CLIENT, base | {'play': ROUNDS})}")
        drain(url)
        job = base | {"users": asked.users, "seconds": asked.seconds, "think_s": asked.think}
        before = product.cpu_seconds()
        figures = in_own_process(CLIENT, job)
        drain(url)
        figures["cpu_s"] = {part: round(used - before[part], 1) for part, used in product.cpu_seconds().items()}
        broken = broken_invariants(url)
    print_report(f"{asked.users} users, {figures['claims_per_s']} claims/s", figures["at_leisure"])
    print_report(f"all {asked.users} in one moment", figures["at_once"])
    print(f"CPU seconds until all was told: {figures['cpu_s']}")
    print("audit: " + (", ".join(broken) or "clean"))
    record(
        "claims", {"users": asked.users, "seconds": asked.seconds, "think_s": asked.think, **figures, "broken": broken}
    )
    if broken:
        raise SystemExit("the audit found violations")


if __name__ == "__main__":
    main()
