"""Web push: signed, encrypted for one browser, only to public services, forgotten when the service forgets."""

from datetime import timedelta

import orjson
import pytest

from casino_club.domains.notifications.push import are_keys
from casino_club.domains.notifications.rules import BATCH
from casino_club.infra.net import PublicResolver, is_allowed_endpoint, is_public
from tests.domains.notifications.conftest import make_courier
from tests.support.http import sign_up

SUBSCRIPTIONS = "/api/notifications/push-subscriptions"


@pytest.fixture
async def browser(anna, push, sql):
    """Anna's browser; she has no address, so push is all there is."""
    await sql("UPDATE users SET email = NULL, email_key = NULL WHERE id = :id", id=anna.user["id"])
    one = push.new_browser("anna")
    await anna.call("POST", SUBSCRIPTIONS, status=201, json=one.as_json())
    return one


async def test_a_message_only_this_browser_can_read_and_only_we_can_sign(
    app, courier, push, browser, anna, notify, frozen
):
    await notify(anna, "friends.requested")
    frozen.advance(BATCH)
    await courier.deliver()
    ((path, headers, body),) = push.requests
    assert path == "/anna"
    claims, key = push.signer_of(headers)
    assert key == (await anna.call("GET", "/api/notifications/push-key"))["public_key"]
    assert claims["sub"] == "mailto:no-reply@club.test"
    assert claims["exp"] == int((frozen.now() + timedelta(hours=12)).timestamp())
    shown = orjson.loads(browser.open(body))
    assert shown.pop("id")
    assert shown == {
        "title": "A friend request",
        "body": "minji would like to be your friend.",
        "link": "/en/friends",
        "kind": "social",
    }
    assert (headers["TTL"], headers["Urgency"], headers["Content-Encoding"]) == ("86400", "normal", "aes128gcm")
    assert len(headers["Topic"]) <= 32
    assert b"minji" not in body


async def test_every_process_signs_by_the_same_key(app, anna):
    first = await anna.call("GET", "/api/notifications/push-key")
    assert await anna.call("GET", "/api/notifications/push-key") == first
    assert len(first["public_key"]) == 87


async def test_several_in_a_minute_are_one_push(courier, push, browser, anna, notify, frozen):
    for friend in ("minji", "jun"):
        await notify(anna, "friends.requested", variables={"friend": friend})
    frozen.advance(BATCH)
    await courier.deliver()
    ((_, _, body),) = push.requests
    shown = orjson.loads(browser.open(body))
    assert (shown["title"], shown["link"]) == ("A friend request (+1)", "/en/notifications")
    assert shown["body"].startswith("jun")


@pytest.mark.parametrize("status", [404, 410])
async def test_a_browser_that_is_gone_is_forgotten(courier, push, browser, anna, notify, frozen, sql, status):
    push.status = status
    await notify(anna, "friends.requested")
    frozen.advance(BATCH)
    await courier.deliver()
    assert (await anna.call("GET", SUBSCRIPTIONS))["items"] == []
    (row,) = await sql("SELECT status, reason FROM notification_deliveries")
    assert (row.status, row.reason) == ("dropped", "no_browser")
    await notify(anna, "friends.requested")
    assert len(await sql("SELECT 1 FROM notification_deliveries")) == 1


@pytest.mark.parametrize(("status", "state"), [(429, "pending"), (503, "pending"), (403, "failed"), (307, "failed")])
async def test_what_a_service_answers(courier, push, browser, anna, notify, frozen, sql, status, state):
    push.status = status
    await notify(anna, "friends.requested")
    frozen.advance(BATCH)
    await courier.deliver()
    (row,) = await sql("SELECT status, reason FROM notification_deliveries")
    assert (row.status, row.reason) == (state, f"answered {status}")
    assert [path for path, _, _ in push.requests] == ["/anna"]  # no redirect is followed
    assert len((await anna.call("GET", SUBSCRIPTIONS))["items"]) == 1


async def test_one_browser_of_two_is_enough(courier, push, browser, anna, notify, frozen, sql):
    gone = push.new_browser("nobody")
    gone.endpoint = "http://127.0.0.1:1/nobody"
    await anna.call("POST", SUBSCRIPTIONS, status=201, json=gone.as_json())
    await notify(anna, "friends.requested")
    frozen.advance(BATCH)
    await courier.deliver()
    assert [row.status for row in await sql("SELECT status FROM notification_deliveries")] == ["sent"]


async def test_subscribing_again_is_the_same_and_another_player_takes_it_over(app_client, anna, push):
    one = push.new_browser("shared").as_json()
    first = await anna.call("POST", SUBSCRIPTIONS, status=201, json=one)
    assert (await anna.call("POST", SUBSCRIPTIONS, status=201, json=one))["id"] == first["id"]
    other = await sign_up(app_client)
    await other.call("POST", SUBSCRIPTIONS, status=201, json=one)
    assert (await anna.call("GET", SUBSCRIPTIONS))["items"] == []
    (kept,) = (await other.call("GET", SUBSCRIPTIONS))["items"]
    refused = await anna.call("DELETE", f"{SUBSCRIPTIONS}/{kept['id']}", status=404)
    assert refused["error"]["code"] == "push_subscription_not_found"
    await other.call("DELETE", f"{SUBSCRIPTIONS}/{kept['id']}", status=204)
    assert (await other.call("GET", SUBSCRIPTIONS))["items"] == []


async def test_ten_browsers_a_player(anna, push):
    for number in range(12):
        await anna.call("POST", SUBSCRIPTIONS, status=201, json=push.new_browser(f"b{number}").as_json())
    assert len((await anna.call("GET", SUBSCRIPTIONS))["items"]) == 10


async def test_what_is_no_subscription(anna, push):
    good = push.new_browser("anna").as_json()
    for keys in ({"p256dh": "A" * 87, "auth": good["keys"]["auth"]}, {**good["keys"], "auth": "A" * 24}):
        assert (await anna.send("POST", SUBSCRIPTIONS, json={**good, "keys": keys})).status_code == 422
    refused = await anna.call("POST", SUBSCRIPTIONS, status=422, json={**good, "endpoint": "http://10.0.0.1/push"})
    assert refused["error"]["code"] == "push_endpoint_refused"


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.com/x",
        "https://push.example.com:8443/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest",
        "https://2130706433/x",
        "https://0x7f.1/x",
        "https://127.1/x",
        "https://localhost/x",
        "https://db.internal/x",
        "https://printer.local./x",
        "https://intranet/x",
        "https://user@push.example.com/x",
        "https://push.example.com/x#y",
        "ftp://push.example.com/x",
        "https://push.example.com/\x00",
        "https://push.example.com/a b",
        "https://push.exämple.com/x",
        "https://push.example.com:x/",
        "https://" + "a" * 1024 + ".com/",
    ],
)
def test_endpoints_that_are_no_public_service(endpoint):
    assert not is_allowed_endpoint(endpoint, public_only=True)


def test_endpoints_that_are():
    for endpoint in (
        "https://fcm.googleapis.com/fcm/send/x",
        "https://updates.push.services.mozilla.com:443/wpush/v2/x",
    ):
        assert is_allowed_endpoint(endpoint, public_only=True)
    assert is_allowed_endpoint("http://127.0.0.1:9/x", public_only=False)
    assert not is_allowed_endpoint("http://push.example.com/x", public_only=False)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
    ],
)
def test_public_addresses(address, public):
    assert is_public(address) is public


async def test_a_name_that_leads_inside_is_not_called():
    resolver = PublicResolver()
    with pytest.raises(OSError, match="no public address"):
        await resolver.resolve("localhost", 443)
    await resolver.close()


async def test_a_browser_kept_in_development_is_not_called_in_production(
    app, push, browser, anna, notify, frozen, mail
):
    strict = make_courier(app, mail.url, public_only=True)
    await notify(anna, "friends.requested")
    frozen.advance(BATCH)
    await strict.deliver()
    assert push.requests == []
    assert (await anna.call("GET", SUBSCRIPTIONS))["items"] == []


def test_keys_off_the_curve():
    assert not are_keys("BA" + "A" * 85, "A" * 22)
