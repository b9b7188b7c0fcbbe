"""`casino-club chain` from a terminal: promise, salt, show.

Seen failing with the table it once printed, which cut hashes to the terminal's width.
"""

import os
import subprocess
import sys

import pytest

from tests.support.product import ROOT


@pytest.fixture
def chain(settings):
    """The command in a narrow terminal; answers (exit code, output)."""
    urls = {"DATABASE_URL": settings.database_url, "REDIS_URL": settings.redis_url}
    environment = {**os.environ, **urls, "DATA_DIR": str(settings.data_dir), "COLUMNS": "60"}

    def run(*arguments):
        command = [sys.executable, "-m", "casino_club", "chain", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    return run


def test_a_chain_is_promised_salted_once_and_shown_whole(chain):
    assert chain("show") == (0, "no chain of crash main\n")
    code, said = chain("salt", "too-early")
    assert (code, "no_chain_to_salt" in said) == (1, True)
    code, said = chain("new")
    assert code == 0
    (terminal_hash,) = (line.removeprefix("terminal hash ") for line in said.splitlines() if "hash" in line)
    assert len(bytes.fromhex(terminal_hash)) == 32
    assert "  salt (waiting)" in chain("show")[1].splitlines()
    code, said = chain("salt", "not:allowed")
    assert (code, "salt_invalid" in said) == (1, True)
    salt = "a-public-value-of-up-to-64-characters-longer-than-the-terminal"
    assert chain("salt", salt)[0] == 0
    assert chain("salt", "another")[0] == 1
    lines = chain("show")[1].splitlines()
    assert lines[0].startswith("chain 1 of 1,000,000 rounds, not used yet, made ")
    assert lines[1:] == [f"  terminal hash {terminal_hash}", f"  salt {salt}"]
    assert chain("show", "--game", "roulette") == (0, "no chain of roulette main\n")
