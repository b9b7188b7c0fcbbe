"""The house rules that import-linter cannot say. Each takes one file and answers with its violations, one line each."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

FILE_LINES_MAX: Final = 600
FUNCTION_LINES_MAX: Final = 70
_DOORS: Final = {"public", "contracts", "guards", "errors", "events", "book", "deps", "plugin", "evaluators"}
"""`games.book`, `games.deps` and `games.plugin` are what a game plugs into; `progress.evaluators` is a goal's."""
_HTTP_MODULES: Final = re.compile(r"(.*schemas|.*endpoints|legacy)$")
_MONEY_WRITE: Final = re.compile(
    r"\b(insert\s+into|update|delete\s+from|merge\s+into|truncate(\s+table)?)\s+(only\s+)?(accounts|postings)\b", re.I
)
_MONEY_OWNERS: Final = ("casino_club/domains/wallet/",)


def long_file(path: Path, source: str) -> Iterator[str]:
    """Files hold one idea: past the limit they become a package."""
    lines = source.count("\n")
    if lines > FILE_LINES_MAX:
        yield f"{path}: {lines} lines, at most {FILE_LINES_MAX}"


def long_functions(path: Path, source: str) -> Iterator[str]:
    """Functions fit on a screen, docstring included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            lines = node.end_lineno - node.lineno + 1
            if lines > FUNCTION_LINES_MAX:
                yield f"{path}: {node.name} has {lines} lines, at most {FUNCTION_LINES_MAX}"


def commits(path: Path, source: str) -> Iterator[str]:
    """Only `infra/db` commits: one request, message or job is one transaction."""
    if str(path).startswith("casino_club/infra/db/"):
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
            yield f"{path}:{node.lineno}: commits; only infra/db does"


def back_doors(path: Path, source: str) -> Iterator[str]:
    """Another domain is entered through its doors; HTTP shapes may be built from another domain's HTTP shapes."""
    if path.parts[:2] != ("casino_club", "domains"):
        return
    domain, module = path.parts[2], path.stem
    for node, name in _imports(ast.parse(source)):
        package, _, rest = name.removeprefix("casino_club.domains.").partition(".")
        entered = rest.partition(".")[0]
        if not name.startswith("casino_club.domains.") or package == domain or entered in _DOORS:
            continue
        if entered == "schemas" and _HTTP_MODULES.match(module):
            continue
        yield f"{path}:{node.lineno}: enters {package} through {entered or 'its package'}"


def money_outside_the_wallet(path: Path, source: str) -> Iterator[str]:
    """Only the wallet writes accounts and postings; bets go through the database function of the games' migration."""
    if str(path).startswith(_MONEY_OWNERS):
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _MONEY_WRITE.search(node.value):
            yield f"{path}:{node.lineno}: writes accounts or postings; only the wallet does"


def _imports(tree: ast.Module) -> Iterator[tuple[ast.stmt, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
