"""What the routes that judge ask for."""

from typing import Annotated

from fastapi import Depends, Request

from casino_club.domains.fraud.public import Judge


async def get_judge(request: Request) -> Judge:
    return request.app.state.fraud


AppJudge = Annotated[Judge, Depends(get_judge)]
