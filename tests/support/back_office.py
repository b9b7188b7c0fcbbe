"""The back office's configuration routes on an app that may not compose them yet."""

from fastapi import FastAPI

from casino_club.domains.games import config_endpoints


def open_back_office(app: FastAPI) -> FastAPI:
    """The app with the routes under `/api/admin/games`, once."""
    if not any(getattr(route, "path", "").startswith("/api/admin/games") for route in app.routes):
        app.include_router(config_endpoints.router)
    return app
