"""E-mail: batched, through quiet hours, never to who may not be written to, twice only inside the told window."""

import asyncio
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text

from casino_club.domains.notifications import public, tasks
from casino_club.domains.notifications.contracts import Text
from casino_club.domains.notifications.courier import LEASE
from casino_club.domains.notifications.mail import SmtpMailer
from casino_club.domains.notifications.rules import ATTEMPTS_MAX, BATCH
from tests.domains.notifications.conftest import make_courier

PREFERENCES = "/api/notifications/preferences"


async def states(sql):
    return [
        (row.status, row.reason) for row in await sql("SELECT status, reason FROM notification_deliveries ORDER BY id")
    ]


async def test_a_letter_says_it_all(courier, mail, anna, notify, frozen, sql):
    await notify(anna, "rewards.season_prize")
    assert await courier.deliver() == 0
    frozen.advance(BATCH)
    assert await courier.deliver() == 1
    (letter,) = mail.mails
    assert letter["Subject"] == "You finished the season at rank 3"
    assert letter["To"].addresses[0].addr_spec == f"{anna.user['nickname']}@mail.test"
    (row,) = await sql("SELECT id, status, attempts FROM notification_deliveries")
    assert (row.status, row.attempts) == ("sent", 1)
    assert letter["Message-ID"] == f"<{row.id}@club.test>"
    plain, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for part in (plain, html):
        assert "5,000 gold is in your wallet." in part
        assert "https://club.test/en/leaderboard" in part
    assert "<script" not in html
    assert re.findall(r'(?:src|href)="([^"]+)"', html) != []
    assert {urlsplit(url).netloc for url in re.findall(r'(?:src|href)="([^"]+)"', html)} == {"club.test"}
    assert await courier.deliver() == 0
    assert len(mail.mails) == 1


async def test_texts_are_shown_as_text(app, courier, mail, newcomer, notify, frozen):
    anna = await newcomer(notify='{"marketing": true}')
    texts = {locale: Text("<b>Fair & square</b>", "<img src=x onerror=alert(1)>") for locale in ("ko", "en")}
    async with app.state.database.transaction() as session:
        await public.notify_many(
            session, user_ids=[anna.user["id"]], template="campaign", dedupe_key="c", now=frozen.now(), texts=texts
        )
    frozen.advance(BATCH)
    await courier.deliver()
    html = mail.mails[0].get_body(("html",)).get_content()
    assert "<img src=x" not in html
    assert "&lt;b&gt;Fair &amp; square&lt;/b&gt;" in html


async def test_one_kind_in_a_minute_is_one_letter(courier, mail, anna, notify, frozen):
    for number in range(3):
        await notify(anna, "rewards.season_prize", f"season:{number}")
        frozen.advance(timedelta(seconds=15))
    await notify(anna, "club.tier_changed")
    frozen.advance(timedelta(seconds=15))
    await courier.deliver()
    assert mail.subjects == ["3 new notifications: You finished the season at rank 3"]
    assert (await anna.call("GET", "/api/notifications"))["unread"] == 4  # the centre shows all
    await notify(anna, "rewards.season_prize", "season:late")
    frozen.advance(BATCH)
    await courier.deliver()
    assert sorted(mail.subjects[1:]) == ["You finished the season at rank 3", "Your tier changed"]


async def test_quiet_hours_hold_all_but_security(courier, mail, anna, notify, frozen):
    quiet = {"since": "20:00", "until": "08:00"}  # it is 21:00 in Seoul
    await anna.call("PUT", PREFERENCES, json={"quiet_hours": quiet, "time_zone": "Asia/Seoul"})
    await notify(anna, "rewards.season_prize", priority="high")
    await notify(anna, "security.new_device")
    frozen.advance(BATCH)
    await courier.deliver()
    assert mail.subjects == ["A new device logged in"]
    frozen.advance(timedelta(hours=10, minutes=58))  # 07:59
    await courier.deliver()
    assert len(mail.mails) == 1
    frozen.advance(timedelta(minutes=1))
    await courier.deliver()
    assert mail.subjects[1:] == ["You finished the season at rank 3"]


async def test_quiet_hours_set_meanwhile_hold_too_and_cost_no_attempt(courier, mail, anna, notify, frozen, sql):
    await notify(anna, "rewards.season_prize")
    await anna.call("PUT", PREFERENCES, json={"quiet_hours": {"since": "20:00", "until": "08:00"}})
    frozen.advance(BATCH)
    await courier.deliver()
    assert mail.mails == []
    (row,) = await sql("SELECT status, attempts, due_at FROM notification_deliveries")
    assert (row.status, row.attempts, row.due_at.hour) == ("pending", 0, 23)
    frozen.advance(timedelta(hours=11))
    await courier.deliver()
    assert len(mail.mails) == 1


@pytest.mark.parametrize(
    "meanwhile",
    [
        "UPDATE users SET status = 'suspended' WHERE id = :id",
        "UPDATE users SET excluded_until = '2027-01-01' WHERE id = :id",
        "INSERT INTO play_guards (user_id, excluded_until, exclusion_kind) VALUES (:id, '2027-01-01', 'cool_off')",
        """UPDATE users SET notify = '{"email": false}' WHERE id = :id""",
        "UPDATE users SET email = NULL WHERE id = :id",
        "INSERT INTO notification_preferences (user_id, muted) VALUES (:id, '{rewards/email}')",
    ],
)
async def test_the_last_word_is_spoken_at_sending(courier, mail, anna, notify, frozen, sql, meanwhile):
    await notify(anna, "rewards.season_prize")
    await sql(meanwhile.replace(":id", str(anna.user["id"])))
    frozen.advance(BATCH)
    await courier.deliver()
    assert mail.mails == []
    assert await states(sql) == [("dropped", "not_allowed")]


async def test_a_server_that_refuses_for_now_is_asked_again(courier, mail, anna, notify, frozen, sql):
    mail.answers = ["451 later", "421 later still"]
    await notify(anna, "rewards.season_prize")
    frozen.advance(BATCH)
    for wait_s in (60, 120):
        await courier.deliver()
        assert (await states(sql))[0][0] == "pending"
        frozen.advance(timedelta(seconds=wait_s - 1))
        assert await courier.deliver() == 0
        frozen.advance(timedelta(seconds=1))
    await courier.deliver()
    assert await states(sql) == [("sent", None)]
    assert len(mail.mails) == 1


async def test_a_server_that_refuses_for_good_is_believed(courier, mail, anna, notify, frozen, sql):
    mail.answers = ["554 no"]
    await notify(anna, "rewards.season_prize")
    frozen.advance(BATCH)
    await courier.deliver()
    assert await states(sql) == [("failed", "refused with 554")]


async def test_no_server_is_waited_for_and_given_up_in_the_end(app, anna, notify, frozen, sql):
    courier = make_courier(app, "smtp://127.0.0.1:1")
    await notify(anna, "rewards.season_prize")
    frozen.advance(BATCH)
    tries = 0
    while (await states(sql))[0][0] == "pending":
        tries += await courier.deliver()
        frozen.advance(timedelta(hours=2))
    assert tries == ATTEMPTS_MAX
    assert (await states(sql))[0][0] == "failed"


async def test_without_a_server_nothing_waits(app, anna, notify, frozen, sql):
    courier = make_courier(app, None)
    await notify(anna, "rewards.season_prize")
    frozen.advance(BATCH)
    await courier.deliver()
    assert await states(sql) == [("dropped", "no_mail_server")]


async def test_several_couriers_send_each_once(app, mail, newcomer, notify, frozen, sql):
    people = [await newcomer() for _ in range(8)]
    for person in people:
        for number in range(2):
            await notify(person, "rewards.season_prize", f"season:{number}")
    frozen.advance(BATCH)
    couriers = [make_courier(app, mail.url) for _ in range(4)]
    await asyncio.gather(*(courier.deliver() for courier in couriers))
    while await couriers[0].deliver():
        pass
    receivers = sorted(str(letter["To"]) for letter in mail.mails)
    assert len(receivers) == len(set(receivers)) == len(people)
    assert {state for state, _ in await states(sql)} == {"sent"}


async def test_a_worker_killed_after_its_claim_costs_nothing(app, courier, mail, anna, notify, frozen, sql):
    """Killed between the claim and the send: the lease runs out, another worker sends, once."""
    await notify(anna, "rewards.season_prize")
    frozen.advance(BATCH)
    dying = make_courier(app, mail.url)
    held = await dying._claim("email")
    assert [row.status for row in await sql("SELECT status FROM notification_deliveries")] == ["sending"]
    assert await courier.deliver() == 0
    assert mail.mails == []
    frozen.advance(LEASE)
    assert await courier.deliver() == 1
    assert len(mail.mails) == 1
    await dying._finish(held.lease, held.deliveries[0], "failed", "a ghost")  # its lease is not held any more
    assert await states(sql) == [("sent", None)]
    assert (await anna.call("GET", "/api/notifications"))["unread"] == 1


async def test_the_window_in_which_a_letter_goes_twice(app, courier, mail, anna, notify, frozen, sql):
    """Killed between the server's acceptance and our commit: a copy goes, under the same Message-ID."""
    await notify(anna, "rewards.season_prize")
    frozen.advance(BATCH)
    dying = make_courier(app, mail.url)

    async def die(*_args):
        raise asyncio.CancelledError

    dying._settle = die
    with pytest.raises(asyncio.CancelledError):
        await dying.deliver()
    assert len(mail.mails) == 1
    assert await courier.deliver() == 0  # not while the lease runs
    frozen.advance(LEASE)
    await courier.deliver()
    assert len({letter["Message-ID"] for letter in mail.mails}) == 1
    assert len(mail.mails) == 2
    assert await states(sql) == [("sent", None)]
    frozen.advance(LEASE)
    assert await courier.deliver() == 0


async def test_what_a_lease_cannot_cover_is_not_begun(app, mail, newcomer, notify, frozen, sql):
    people = [await newcomer() for _ in range(3)]
    for person in people:
        await notify(person, "rewards.season_prize")
    frozen.advance(BATCH)
    moments = iter([0.0, 10.0, 61.0, 70.0])  # the claim, a look before each letter, the claim of the other channel
    slow = make_courier(app, mail.url, monotonic=lambda: next(moments))
    await slow.deliver()
    assert len(mail.mails) == 1
    frozen.advance(LEASE)
    await make_courier(app, mail.url).deliver()
    assert len({str(letter["To"]) for letter in mail.mails}) == len(mail.mails) == 3


async def test_mail_leaves_outside_every_transaction(app, courier, mail, anna, notify, frozen):
    await notify(anna, "rewards.season_prize")
    frozen.advance(BATCH)
    mail.gate.clear()
    sending = asyncio.create_task(courier.deliver())
    await mail.accepted.wait()
    async with app.state.database.read() as session:
        open_ = await session.execute(
            text(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND state = 'idle in transaction' AND pid <> pg_backend_pid()"
            )
        )
        assert open_.scalar_one() == 0
    mail.gate.set()
    await sending
    assert len(mail.mails) == 1


async def test_one_click_ends_mail_of_a_kind(courier, mail, anna, notify, frozen, app_client, sql):
    await notify(anna, "rewards.season_prize")
    frozen.advance(BATCH)
    await courier.deliver()
    letter = mail.mails[0]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = letter["List-Unsubscribe"].strip("<>").replace("https://club.test", "")
    page = await app_client.get(url, headers={"Accept-Language": "ko"})
    assert "그만 받을까요" in page.text
    assert (await anna.call("GET", PREFERENCES))["kinds"]["rewards"]["email"]  # a scanner's look changes nothing
    for _ in range(2):
        done = await app_client.post(url, data={"List-Unsubscribe": "One-Click"})
        assert done.status_code == 200
    kept = await anna.call("GET", PREFERENCES)
    assert kept["kinds"]["rewards"] == {"in_app": True, "email": False, "push": True}
    await notify(anna, "rewards.season_prize")
    frozen.advance(BATCH)
    assert await courier.deliver() == 0
    assert (await app_client.post(url[:-2])).status_code == 404


async def test_one_click_on_marketing_takes_the_yes_back(app, newcomer, frozen, app_client):
    from casino_club.domains.notifications import keys, rules

    anna = await newcomer(notify='{"marketing": true}')
    async with app.state.database.read() as session:
        token = rules.unsubscribe_token(await keys.unsubscribe_secret(session), anna.user["id"], "marketing")
    assert (await app_client.post(f"/api/notifications/unsubscribe?token={token}")).status_code == 200
    kept = await anna.call("GET", PREFERENCES)
    assert (kept["marketing"], kept["kinds"]["marketing"]["email"]) == (False, False)


@pytest.mark.parametrize("url", ["mail.test:25", "http://mail.test", "smtp://", "smtp://h:25?starttls=perhaps"])
def test_a_wrong_url_is_told_at_start(url):
    with pytest.raises(ValueError, match="SMTP_URL"):
        SmtpMailer(url)


async def test_old_ones_go(app, courier, mail, anna, notify, frozen, sql):
    await notify(anna, "rewards.season_prize")
    frozen.advance(BATCH)
    await courier.deliver()
    frozen.advance(timedelta(days=31))
    await notify(anna, "rewards.season_prize")
    await tasks.purge(app.state.database, frozen)
    assert [state for state, _ in await states(sql)] == ["pending"]
    assert len((await anna.call("GET", "/api/notifications"))["items"]) == 2
    frozen.advance(timedelta(days=150))
    await tasks.purge(app.state.database, frozen)
    assert len((await anna.call("GET", "/api/notifications"))["items"]) == 1


async def test_the_audit_sees_what_must_not_be(app, courier, mail, anna, newcomer, notify, frozen, sql):
    async def violated():
        async with app.state.database.transaction() as session:
            return {finding.check for finding in await public.audit_findings(session) if finding.violations}

    await notify(anna, "rewards.season_prize")
    frozen.advance(BATCH)
    await courier.deliver()
    assert await violated() == set()
    other = await newcomer()
    await notify(other, "rewards.season_prize")
    await sql(
        "INSERT INTO notification_delivery_items SELECT d.id, n.id FROM notification_deliveries d, notifications n"
        " WHERE d.status = 'sent' AND n.user_id = :id",
        id=other.user["id"],
    )
    assert await violated() == {"one_delivery_a_message_and_channel"}
    await sql(
        "DELETE FROM notification_delivery_items WHERE delivery_id IN"
        " (SELECT id FROM notification_deliveries WHERE status = 'sent')"
    )
    assert await violated() == {"deliveries_carry_own_messages"}
