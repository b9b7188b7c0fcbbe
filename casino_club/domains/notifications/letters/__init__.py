"""What e-mails and plain pages look like: Jinja2 over MJML, rendered in this process."""

from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from mjml import mjml2html

_PACKAGE: Final = "casino_club.domains.notifications"


@lru_cache(maxsize=2)
def _environment(*, markup: bool) -> Environment:
    return Environment(
        loader=PackageLoader(_PACKAGE, "letters"),
        autoescape=markup,  # noqa: S701 - off for plain text only
        undefined=StrictUndefined,
        trim_blocks=True,
    )


def render_mail(facts: dict[str, Any]) -> tuple[str, str]:
    """An e-mail's HTML and its plain text. No font or picture is fetched from anywhere."""
    mjml = _environment(markup=True).get_template("letter.mjml.j2").render(facts)
    return mjml2html(mjml, fonts={}), _environment(markup=False).get_template("letter.txt.j2").render(facts)


def render_page(**facts: Any) -> str:
    """A page outside the web app, without a script."""
    return _environment(markup=True).get_template("page.html.j2").render({"button": None, **facts})
