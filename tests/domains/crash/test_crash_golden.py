"""Old rounds mean what they meant: the golden vectors, redone by the rules and by arithmetic of their own."""

import hashlib
import hmac
import json
from pathlib import Path

from casino_club.domains.crash.rules import crash_point, random_bits
from casino_club.domains.shared_rounds.rules import leads_to
from casino_club.kernel.rng import Draw
from tests.golden.write_crash import crash_vectors
from tests.support.shared_rounds import law

GOLDEN = json.loads((Path(__file__).parents[2] / "golden" / "crash.json").read_text())


def test_the_rules_still_draw_the_golden_rounds():
    assert crash_vectors(law()) == GOLDEN


def test_every_golden_round_is_what_its_chain_promised():
    terminals = {chain["salt"]: bytes.fromhex(chain["terminal_hash"]) for chain in GOLDEN["chains"]}
    for one in GOLDEN["rounds"]:
        hash_ = bytes.fromhex(one["hash"])
        assert leads_to(hash_, one["number"], terminals[one["salt"]])
        assert not leads_to(hash_, one["number"] + 1, terminals[one["salt"]])
        draw = Draw(hash_, one["salt"], one["number"])
        assert (random_bits(draw), crash_point(law(), Draw(hash_, one["salt"], one["number"]))) == (
            one["bits"],
            one["crash_x100"],
        )


def test_a_pencil_gets_the_same():
    """Only HMAC, integers and the published formula: nothing of ours."""
    for one in GOLDEN["rounds"]:
        message = f"{one['salt']}:{one['number']}:0".encode()
        block = hmac.new(bytes.fromhex(one["hash"]), message, hashlib.sha256).digest()
        r = int.from_bytes(block[:8]) >> 12
        assert min(max(100, 99 * 2**52 // (2**52 - r)), 1_000_000) == one["crash_x100"]
