"""The HTTP contract is a file in the repository. Code may add to it; taking away or narrowing is a decision.

`find_breaks` was seen to find each planted break below, and a removed route in the real document.
"""

import copy
import json
from pathlib import Path

import pytest

SNAPSHOT = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}


def _resolve(document, schema):
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return schema


def _schema_breaks(old_doc, old, new_doc, new, where, *, request, seen=frozenset()):
    if old.get("$ref") and (old["$ref"], where.count(".")) in seen:
        return
    seen = seen | {(old.get("$ref"), where.count("."))}
    old, new = _resolve(old_doc, old), _resolve(new_doc, new)
    if old.get("type") != new.get("type"):
        yield f"{where}: type {old.get('type')} became {new.get('type')}"
        return
    if "enum" in old:
        lost = set(map(str, old["enum"])) - set(map(str, new.get("enum", [])))
        if request and "enum" in new and lost:
            yield f"{where}: no longer accepts {sorted(lost)}"
    old_fields, new_fields = old.get("properties", {}), new.get("properties", {})
    for name in old_fields.keys() - new_fields.keys():
        yield f"{where}.{name}: gone"
    required = set(new.get("required", [])) - set(old.get("required", []))
    if request and required:
        yield f"{where}: {sorted(required)} became required"
    if not request:
        for name in (set(old.get("required", [])) - set(new.get("required", []))) & new_fields.keys():
            yield f"{where}.{name}: no longer always there"
    for name in old_fields.keys() & new_fields.keys():
        yield from _schema_breaks(
            old_doc, old_fields[name], new_doc, new_fields[name], f"{where}.{name}", request=request, seen=seen
        )
    if "items" in old and "items" in new:
        yield from _schema_breaks(
            old_doc, old["items"], new_doc, new["items"], f"{where}[]", request=request, seen=seen
        )


def _operation_breaks(old_doc, old, new_doc, new, where):
    known = {(parameter["in"], parameter["name"]) for parameter in old.get("parameters", [])}
    given = {(parameter["in"], parameter["name"]): parameter for parameter in new.get("parameters", [])}
    for parameter in known - given.keys():
        yield f"{where}: parameter {parameter} gone"
    for parameter in given.keys() - known:
        if given[parameter].get("required"):
            yield f"{where}: parameter {parameter} became required"
    for status in old["responses"].keys() - new["responses"].keys():
        yield f"{where}: answer {status} gone"
    pairs = [("request", old.get("requestBody"), new.get("requestBody"), True)]
    pairs += [
        (f"answer {status}", old["responses"][status], new["responses"][status], False)
        for status in old["responses"].keys() & new["responses"].keys()
        if status.startswith("2")
    ]
    for what, before, after, request in pairs:
        if after and not before and request and after.get("required"):
            yield f"{where}: a body became required"
        for kind, content in ((before or {}).get("content", {})).items():
            following = ((after or {}).get("content", {})).get(kind)
            if following is None:
                yield f"{where}: {what} as {kind} gone"
            else:
                yield from _schema_breaks(
                    old_doc,
                    content.get("schema", {}),
                    new_doc,
                    following.get("schema", {}),
                    f"{where} {what}",
                    request=request,
                )


def find_breaks(old, new):
    """What a client of `old` would trip over in `new`."""
    for path, operations in old["paths"].items():
        for method in operations.keys() & METHODS:
            where = f"{method.upper()} {path}"
            following = new["paths"].get(path, {}).get(method)
            if following is None:
                yield f"{where}: gone"
            else:
                yield from _operation_breaks(old, operations[method], new, following, where)


@pytest.fixture(scope="module")
def snapshot():
    return json.loads(SNAPSHOT.read_text())


def test_the_code_keeps_the_contract(snapshot):
    from casino_club.entrypoints.cli.contract import rendered

    current = json.loads(rendered())
    assert list(find_breaks(snapshot, current)) == []
    assert current == snapshot, "the contract grew: run `casino-club openapi`"


def _spin(document):
    return document["paths"]["/api/games/slot/spin"]["post"]


PLANTED = {
    "a route is gone": lambda doc: doc["paths"].pop("/api/wallet"),
    "a method is gone": lambda doc: doc["paths"]["/api/users/me"].pop("patch"),
    "an answer's field is gone": lambda doc: doc["components"]["schemas"]["SpinOut"]["properties"].pop("win_amount"),
    "an answer's field may be missing": lambda doc: doc["components"]["schemas"]["SpinOut"]["required"].remove(
        "window"
    ),
    "a body asks for more": lambda doc: doc["components"]["schemas"]["RotateIn"].update(required=["client_seed"]),
    "a type changed": lambda doc: doc["components"]["schemas"]["SpinIn"]["properties"]["bet_amount"].update(
        type="string"
    ),
    "a status is gone": lambda doc: _spin(doc)["responses"].pop("402"),
    "a parameter is gone": lambda doc: doc["paths"]["/api/wallet/history"]["get"]["parameters"].pop(),
}


@pytest.mark.parametrize("plant", PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_break_is_found(snapshot, plant):
    broken = copy.deepcopy(snapshot)
    plant(broken)
    assert list(find_breaks(snapshot, broken))


def test_an_addition_is_no_break(snapshot):
    grown = copy.deepcopy(snapshot)
    grown["paths"]["/api/new"] = {"get": {"responses": {"200": {}}}}
    grown["components"]["schemas"]["SpinOut"]["properties"]["mood"] = {"type": "string"}
    assert list(find_breaks(snapshot, grown)) == []


def test_operation_ids_are_unique(snapshot):
    ids = [op["operationId"] for methods in snapshot["paths"].values() for op in methods.values()]
    assert len(ids) == len(set(ids))
