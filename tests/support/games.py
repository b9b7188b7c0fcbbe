"""Tables for tests that play without the product's own."""

from sqlalchemy import text

from casino_club.domains.games.contracts import GameConfig
from casino_club.infra.db.engine import Database


async def publish_table(database: Database, config: GameConfig) -> None:
    """Publish a table exactly as given, id included: an empty database gives ids from 1."""
    async with database.transaction() as session:
        row = await session.execute(
            text(
                "INSERT INTO game_configs (game, variant, version, hash, body, note, effective_at)"
                " VALUES (:game, :variant, :version, :hash, '{}', '', :effective_at) RETURNING id"
            ),
            {
                "game": config.game,
                "variant": config.variant,
                "version": config.version,
                "hash": config.hash,
                "effective_at": config.effective_at,
            },
        )
        assert row.scalar_one() == config.config_id
