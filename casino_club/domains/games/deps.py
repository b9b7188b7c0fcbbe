"""What the routes of games ask for."""

from typing import Annotated

from fastapi import Depends, Request

from casino_club.domains.games.book import Games
from casino_club.domains.games.lane import BetLane


async def get_games(request: Request) -> Games:
    return request.app.state.games


async def get_lane(request: Request) -> BetLane:
    return request.app.state.lane


AppGames = Annotated[Games, Depends(get_games)]
AppLane = Annotated[BetLane, Depends(get_lane)]
