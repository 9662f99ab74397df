"""The local 1Password itself, spoken to by the real SDK: it is no kinder than the real one."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import httpx
import pytest
from onepassword.client import Client
from onepassword.types import (
    Item,
    ItemCategory,
    ItemCreateParams,
    ItemField,
    ItemFieldType,
    ItemListFilterByState,
    ItemListFilterByStateInner,
    ItemListFilterTypes,
    ItemShareParams,
    ItemState,
)

from app.demo import native
from app.demo.onepassword import OnePassword, Rights, ShareRefused, open_share

START = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ADDRESS = "r.kim@duke.example"
T = TypeVar("T")
Run = Callable[[Callable[[Client], Awaitable[Any]]], Any]


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def served() -> Iterator[OnePassword]:
    server = OnePassword(Clock())
    undo = native.install(server.start())
    yield server
    undo()
    server.stop()


@pytest.fixture
def server(served: OnePassword) -> OnePassword:
    served.reset()
    served.account.clock = Clock()
    return served


@pytest.fixture
def vault(server: OnePassword) -> str:
    return server.account.add_vault("Keys")


@pytest.fixture
def run(server: OnePassword) -> Run:
    """Sign in with the real SDK and make one call."""

    async def signed_in(call: Callable[[Client], Awaitable[Any]]) -> Any:
        client = await Client.authenticate(server.account.token, "test", "1")
        return await call(client)

    return lambda call: asyncio.run(signed_in(call))


def wanted(vault: str, title: str = "key", value: str = "s3cret", **more: Any) -> ItemCreateParams:
    field = ItemField(id="credential", title="credential", fieldType=ItemFieldType.CONCEALED, value=value)
    return ItemCreateParams(category=ItemCategory.APICREDENTIALS, vaultId=vault, title=title, fields=[field], **more)


def states(active: bool, archived: bool) -> ItemListFilterByState:
    inner = ItemListFilterByStateInner(active=active, archived=archived)
    return ItemListFilterByState(type=ItemListFilterTypes.BY_STATE, content=inner)


def test_an_item_comes_back_as_it_was_made(run: Run, vault: str) -> None:
    made: Item = run(lambda client: client.items.create(wanted(vault, tags=["op:1"], notes="note")))
    got: Item = run(lambda client: client.items.get(vault, made.id))
    assert got == made
    assert (got.version, got.tags, got.notes, got.fields[0].value) == (1, ["op:1"], "note", "s3cret")


def test_two_items_may_have_one_title_and_one_tag(run: Run, vault: str) -> None:
    for _ in range(2):
        run(lambda client: client.items.create(wanted(vault, tags=["op:1"])))
    assert len(run(lambda client: client.items.list(vault))) == 2


def test_a_put_raises_the_version_and_an_old_version_is_refused(run: Run, vault: str) -> None:
    made: Item = run(lambda client: client.items.create(wanted(vault)))
    changed: Item = run(lambda client: client.items.put(made.model_copy(update={"title": "new"})))
    assert (changed.version, changed.title) == (2, "new")
    with pytest.raises(Exception, match="not up to date"):
        run(lambda client: client.items.put(made.model_copy(update={"title": "late"})))


def test_an_item_that_no_program_may_edit_is_refused(server: OnePassword, run: Run, vault: str) -> None:
    item = server.account.add_item(vault, "old", "s3cret")
    server.account.item(vault, item).body["fields"][1]["fieldType"] = "Unsupported"
    got: Item = run(lambda client: client.items.get(vault, item))
    with pytest.raises(Exception, match="unsupported fields"):
        run(lambda client: client.items.put(got))


def test_archived_items_are_listed_only_when_asked_for_and_take_no_put(run: Run, vault: str) -> None:
    made: Item = run(lambda client: client.items.create(wanted(vault)))
    run(lambda client: client.items.archive(vault, made.id))
    assert run(lambda client: client.items.list(vault)) == []
    [archived] = run(lambda client: client.items.list(vault, states(active=False, archived=True)))
    assert archived.state is ItemState.ARCHIVED
    with pytest.raises(Exception, match="not in an active state"):
        run(lambda client: client.items.put(made))


def test_a_list_has_no_values_and_may_lag_behind(server: OnePassword, run: Run, vault: str) -> None:
    server.account.list_lag = 1
    run(lambda client: client.items.create(wanted(vault)))
    assert run(lambda client: client.items.list(vault)) == []
    [overview] = run(lambda client: client.items.list(vault))
    assert "s3cret" not in overview.model_dump_json()


@pytest.mark.parametrize(
    ("rights", "call", "refused"),
    [
        (Rights(0), lambda client, vault: client.items.list(vault), "vault couldn't be found"),
        (Rights.READ, lambda client, vault: client.items.create(wanted(vault)), "right permissions"),
        (Rights.READ, lambda client, vault: client.items.archive(vault, "x"), "right permissions"),
        (Rights.READ, lambda client, vault: client.items.shares.get_account_policy(vault, "x"), "right permissions"),
        (Rights.ALL, lambda client, vault: client.items.get(vault, "x"), "item couldn't be found"),
        (Rights.ALL, lambda client, vault: client.items.get("x", vault), "vault couldn't be found"),
    ],
)
def test_what_the_account_may_not_do_is_refused(
    server: OnePassword,
    run: Run,
    vault: str,
    rights: Rights,
    call: Callable[[Client, str], Awaitable[Any]],
    refused: str,
) -> None:
    server.account.vaults[vault].rights = rights
    with pytest.raises(Exception, match=refused):
        run(lambda client: call(client, vault))


def test_a_vault_without_rights_is_not_seen(server: OnePassword, run: Run, vault: str) -> None:
    server.account.add_vault("Hidden", rights=Rights(0))
    assert [each.id for each in run(lambda client: client.vaults.list())] == [vault]


def shared(run: Run, vault: str, address: str | None = ADDRESS, **more: Any) -> str:
    async def share(client: Client) -> str:
        item = await client.items.create(wanted(vault))
        policy = await client.items.shares.get_account_policy(vault, item.id)
        recipients = await client.items.shares.validate_recipients(policy, [address]) if address else None
        parameters = ItemShareParams(recipients=recipients, oneTimeOnly=True, **more)
        return await client.items.shares.create(item, policy, parameters)

    return str(run(share))


def test_a_link_shows_a_copy_of_the_item_as_it_was(server: OnePassword, run: Run, vault: str) -> None:
    url = shared(run, vault)
    [item] = server.account.items(vault)
    server.account.put(vault, item.body | {"fields": [item.body["fields"][0] | {"value": "later"}]})
    server.account.archive(vault, item.id)
    assert open_share(url, ADDRESS).fields == {"credential": "s3cret"}


def test_a_link_opens_once_and_for_its_recipient_alone(run: Run, vault: str) -> None:
    url = shared(run, vault)
    with pytest.raises(ShareRefused, match="somebody else"):
        open_share(url, "other@duke.example")
    assert open_share(url, ADDRESS.upper())
    with pytest.raises(ShareRefused, match="already"):
        open_share(url, ADDRESS)


@pytest.mark.parametrize(
    ("duration", "lasts"),
    [("OneHour", timedelta(hours=1)), (None, timedelta(days=7)), ("ThirtyDays", timedelta(days=30))],
)
def test_a_link_expires(server: OnePassword, run: Run, vault: str, duration: str | None, lasts: timedelta) -> None:
    url = shared(run, vault, expireAfter=duration)
    server.account.clock.now += lasts  # type: ignore[attr-defined]
    with pytest.raises(ShareRefused, match="expired"):
        open_share(url, ADDRESS)


def test_without_the_code_from_the_mailbox_nothing_is_shown(server: OnePassword, run: Run, vault: str) -> None:
    secret = shared(run, vault).partition("#")[2]
    with httpx.Client(base_url=server.url, trust_env=False) as http:
        form = {"secret": secret, "address": ADDRESS}
        assert http.post("/s/open", data=form | {"code": ""}).status_code == 403
        http.post("/s/address", data=form)
        [(_, code)] = server.shares.mailbox
        for _ in range(5):
            wrong = http.post("/s/open", data=form | {"code": code[::-1] + "x"})
            assert wrong.status_code == 403
            assert ('<p role="alert">That is not the code.</p>' in wrong.text, 'id="code"' in wrong.text) == (
                True,
                True,
            )
        assert http.post("/s/open", data=form | {"code": code}).status_code == 403
        assert http.post("/s/open", data=form | {"secret": "x", "code": code}).status_code == 403


def test_a_recipient_opens_the_link_on_its_pages(server: OnePassword, run: Run, vault: str) -> None:
    secret = shared(run, vault).partition("#")[2]
    with httpx.Client(base_url=server.url, trust_env=False) as http:
        assert "/static/share.js" in http.get("/s").text
        assert "location.hash" in http.get("/static/share.js").text
        page = http.post("/s/address", data={"secret": secret, "address": ADDRESS})
        assert "s3cret" not in page.text
        assert f'value="{secret}"' in page.text
        [code] = http.get("/mail", params={"address": ADDRESS}).json()
        page = http.post("/s/open", data={"secret": secret, "address": ADDRESS, "code": code})
        assert "<code>s3cret</code>" in page.text
        assert page.headers["Cache-Control"] == "no-store"


def test_a_link_without_recipients_opens_to_anybody_where_the_account_allows_it(
    server: OnePassword, run: Run, vault: str
) -> None:
    """The slip that this makes visible: a misspelt parameter is dropped, and the link is public."""
    assert shared(run, vault, address=None)
    assert server.shares.made[0].public
    assert open_share_publicly(server) == {"credential": "s3cret"}
    server.account.policy["allowedTypes"] = ["Authenticated"]
    with pytest.raises(Exception, match="right permissions"):
        shared(run, vault, address=None)


def open_share_publicly(server: OnePassword) -> dict[str, str]:
    secret = server.shares.made[0].secret
    return dict(server.shares.view(secret, "anybody@nowhere.example", "").fields)


@pytest.mark.parametrize("address", ["no address", "a@b", "", "a@b.example, c@d.example"])
def test_what_is_no_address_is_no_recipient(run: Run, vault: str, address: str) -> None:
    with pytest.raises(Exception, match="recipient had invalid format"):
        run(lambda client: _validated(client, vault, address))


async def _validated(client: Client, vault: str, address: str) -> Any:
    item = await client.items.create(wanted(vault))
    policy = await client.items.shares.get_account_policy(vault, item.id)
    return await client.items.shares.validate_recipients(policy, [address])


def test_the_accounts_policy_counts_and_not_the_one_in_the_message(server: OnePassword, run: Run, vault: str) -> None:
    server.account.policy["maxExpiry"] = "OneDay"
    server.account.policy["defaultExpiry"] = "OneDay"
    with pytest.raises(Exception, match="invalid item sharing duration"):
        shared(run, vault, expireAfter="SevenDays")


def test_an_item_with_files_is_not_shared(server: OnePassword, run: Run, vault: str) -> None:
    item = server.account.add_item(vault, "key", "s3cret")
    file = {"attributes": {"name": "x", "id": "f", "size": 1}, "sectionId": "s", "fieldId": "f"}
    server.account.item(vault, item).body["files"] = [file]

    async def share(client: Client) -> str:
        got = await client.items.get(vault, item)
        policy = await client.items.shares.get_account_policy(vault, item)
        recipients = await client.items.shares.validate_recipients(policy, [ADDRESS])
        return await client.items.shares.create(got, policy, ItemShareParams(recipients=recipients, oneTimeOnly=True))

    with pytest.raises(Exception, match="cannot share items with files"):
        run(share)


def test_no_value_shows_in_what_the_stand_in_says_of_itself(server: OnePassword, run: Run, vault: str) -> None:
    open_share(shared(run, vault), ADDRESS)
    shown = repr(server.account) + repr(server.messages) + repr(server.shares) + repr(server.shares.made)
    assert "s3cret" not in shown
    assert server.account.token not in shown
    assert server.shares.made[0].secret not in shown
