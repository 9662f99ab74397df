"""1Password's errors in our own words, and what must not be in them."""

import json
import logging
import threading
import time
import traceback
from collections.abc import Callable
from datetime import timedelta

import pytest

from app.core.items import VaultName
from app.core.secret import Secret
from app.demo.loopback import DROP, Fault, Moment
from app.demo.onepassword import RATE_LIMITED, Message, refusal
from app.errors import KeydeskError, Misconfigured, Permanent, Transient
from app.vault.connection import Connection, Gone, Stale
from app.vault.onepassword import OnePassword
from tests.vault.place import ADDRESS, DRAFT, STOCK, VALUE, Place

INTERNAL = "an internal error occurred, please contact 1Password: "


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (RATE_LIMITED, Misconfigured),
        (Fault(429), Misconfigured),
        (Fault(401), Misconfigured),
        (Fault(403), Misconfigured),
        (Fault(404), Transient),
        (Fault(400), Transient),
        (Fault(408), Transient),
        (Fault(409), Stale),
        (Fault(500), Transient),
        (Fault(502), Transient),
        (DROP, Transient),
        (refusal("data conflict occurred on the server: "), Stale),
        (refusal("The submitted item is not up to date. Refetch the item and retry the request"), Stale),
        (refusal("item couldn't be found"), Gone),
        (refusal("item update failed: item is not in an active state"), Gone),
        (refusal("vault couldn't be found"), Misconfigured),
        (refusal("you do not have the right permissions to perform this action: "), Misconfigured),
        (refusal("bad credentials, please retry: "), Misconfigured),
        (refusal("session expired"), Transient),
        (refusal(INTERNAL + "invalid client id"), Transient),
        (refusal("cannot update item x. Editing is not supported for unsupported fields,"), Permanent),
        (refusal("recipient list contained recipients that are not permitted by account policy"), Permanent),
        (refusal("couldn't parse item share recipient. recipient had invalid format"), Permanent),
        (refusal("cannot share items with files. Consult your 1Password admin"), Permanent),
        (refusal(INTERNAL + "something that nobody has seen yet"), Transient),
        (
            Fault(200, json.dumps({"error": "data did not match any variant of untagged enum Invocation"})),
            Misconfigured,
        ),
        (Fault(200, json.dumps({"result": "{}"})), Transient),
        (Fault(200, json.dumps({"result": "not JSON"})), Transient),
        (Fault(200, json.dumps({"result": json.dumps({"notes": "the item couldn't be found"})})), Transient),
        (Fault(200, "<html>"), Transient),
    ],
    ids=lambda each: each.body or each.status if isinstance(each, Fault) else each.__name__,
)
def test_every_failure_is_one_of_ours_and_a_write_is_not_repeated(
    place: Place, vault: OnePassword, fault: Fault, kind: type[KeydeskError]
) -> None:
    place.fail("ItemsCreate", fault)
    with pytest.raises(KeydeskError) as caught:
        vault.add_stock(STOCK, Secret(VALUE), "1f")
    assert type(caught.value) is kind
    assert caught.value.person.endswith((".", "`."))
    assert len(place.sent("ItemsCreate")) == 1


@pytest.mark.parametrize(
    "token", ["", "x", "ops_wrong", "ops_" + "x" * 400], ids=["none", "malformed", "unknown", "long and unknown"]
)
def test_a_token_that_is_not_accepted_is_a_matter_of_configuration(place: Place, token: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        place.adapter(token).stock()
    assert len(token) < 4 or token not in caught.value.log + caught.value.person


def test_a_permission_or_quota_is_not_asked_about_again_and_again(place: Place, vault: OnePassword) -> None:
    place.fail("ItemsList", RATE_LIMITED, times=3)
    with pytest.raises(Misconfigured):
        vault.stock()
    assert len(place.sent("ItemsList")) == 1


def test_a_call_that_takes_too_long_may_have_been_done(place: Place) -> None:
    go_on = threading.Event()
    place.when("VaultsList", Moment.BEFORE, go_on.wait)
    connection = Connection(Secret(place.server.account.token), longest=0.3)
    with pytest.raises(Transient, match="may have been done"):
        connection.write(lambda client: client.vaults.list())
    go_on.set()
    until = time.monotonic() + 5
    while not place.sent("VaultsList") and time.monotonic() < until:
        threading.Event().wait(0.01)
    assert len(connection.write(lambda client: client.vaults.list())) == 3
    connection.close()


def test_many_threads_write_one_at_a_time(place: Place, vault: OnePassword) -> None:
    place.server.hook = lambda _moment, _message: threading.Event().wait(0.005) and None
    problems: list[Exception] = []

    def write(number: int) -> None:
        try:
            vault.put_deposit(f"LIB-{number}", Secret(VALUE), f"{number:x}")
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert place.server.account.overlaps == 0
    assert len(vault.deposits()) == 12


def test_two_processes_that_share_no_lock_are_told_of_the_conflict_and_lose_nothing(place: Place) -> None:
    one, other = place.adapter(), place.adapter()
    inside, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        inside.set()
        go_on.wait(5)

    place.when("ItemsCreate", Moment.BEFORE, hold)
    first = threading.Thread(target=lambda: one.put_deposit("LIB-1", Secret(VALUE), "1"))
    first.start()
    assert inside.wait(5)
    place.locks.held.clear()
    with pytest.raises(Stale):
        other.put_deposit("LIB-2", Secret(VALUE), "2")
    go_on.set()
    first.join()
    assert place.server.account.overlaps == 1
    other.put_deposit("LIB-2", Secret(VALUE), "2")
    assert [each.title for each in one.deposits()] == ["LIB-1", "LIB-2"]


def _everything(place: Place, vault: OnePassword) -> list[Callable[[], object]]:
    account, ids = place.server.account, place.ids
    stock = account.add_item(
        ids[VaultName.STOCK], "s", VALUE, ("service:alma", "environment:sandbox", "grant:bibs=read-only")
    )
    deposit = account.add_item(ids[VaultName.DEPOSIT], "d", VALUE)
    issued = vault.issue(DRAFT, Secret(VALUE))
    return [
        lambda: vault.add_stock(STOCK, Secret(VALUE), "1f"),
        lambda: vault.put_deposit("LIB-412", Secret(VALUE), "2a"),
        lambda: vault.issue(DRAFT, Secret(VALUE)),
        lambda: vault.reveal(VaultName.DEPOSIT, deposit),
        lambda: vault.claim(stock, "here:1f"),
        lambda: vault.release(stock, "here:1f"),
        lambda: vault.prepare_share(issued, ADDRESS, timedelta(days=7))(),
    ]


def _holding(message: Message) -> list[Fault]:
    """Answers that hold the value where no value should be: a model that changed, a chatty error, a broken body."""
    broken = {"id": "x", "fields": [{"id": "credential", "val": VALUE}]}
    return [
        Fault(200, json.dumps({"result": json.dumps(broken)})),
        Fault(200, json.dumps({"error": json.dumps({"name": "Internal", "message": f"no good: {VALUE}"})})),
        Fault(200, json.dumps({"error": f"no good: {VALUE} {message.operation}"})),
        Fault(500, VALUE),
    ]


def test_when_all_goes_well_no_log_shows_a_value_a_link_or_the_token(
    place: Place, vault: OnePassword, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONASYNCIODEBUG", "1")
    caplog.set_level(logging.DEBUG)
    for call in _everything(place, vault):
        call()
    secrets = (VALUE, place.server.account.token, place.server.shares.made[0].secret)
    assert not any(each in caplog.text for each in secrets)
    assert not any(each in repr(vars(vault)) for each in secrets)


@pytest.mark.parametrize("which", range(7))
@pytest.mark.parametrize("answer", range(4))
def test_no_failure_shows_a_value(
    place: Place, vault: OnePassword, caplog: pytest.LogCaptureFixture, which: int, answer: int
) -> None:
    caplog.set_level(logging.DEBUG)
    call = _everything(place, vault)[which]
    place.server.hook = lambda moment, message: _holding(message)[answer] if moment is Moment.DONE else None
    with pytest.raises(KeydeskError) as caught:
        call()
    problem = caught.value
    shown = "".join(traceback.format_exception(problem)) + repr(problem) + problem.log + problem.person + caplog.text
    assert VALUE not in shown
    assert problem.__context__ is None
    assert problem.__cause__ is None
