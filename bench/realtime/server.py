"""One API process exactly as the product serves it, plus a topic to broadcast on: `python -m bench.realtime.server`."""

from casino_club.entrypoints import server
from casino_club.entrypoints.api import create_app
from casino_club.infra.settings import Settings

TOPIC = "bench"


def _app_with_topic(settings: Settings):  # noqa: ANN202 - create_app's own
    app = create_app(settings)
    app.state.hub.open_topic(TOPIC)
    return app


if __name__ == "__main__":
    server.create_app = _app_with_topic
    server.serve(Settings())
