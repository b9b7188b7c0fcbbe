"""`python -m casino_club` is `casino-club`."""

from casino_club.entrypoints.cli import app

app()
