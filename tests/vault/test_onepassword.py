from datetime import timedelta

import pytest

from app.core.items import Aside, Misfiled, StockDraft, VaultFact, VaultName
from app.core.secret import Secret
from app.demo.loopback import DROP, Fault, Moment
from app.demo.onepassword import CONFLICT, Rights, refusal
from app.errors import Misconfigured, Permanent, Transient
from app.vault.onepassword import OnePassword
from tests.vault.place import ADDRESS, DRAFT, STOCK, VALUE, Place

WEEK = timedelta(days=7)
TAGS = ("service:alma", "environment:sandbox", "grant:bibs=read-only")


def stocked(vault: OnePassword) -> str:
    return vault.add_stock(STOCK, Secret(VALUE), "1f")


def test_stock_that_was_added_is_listed_with_what_it_can_do_and_without_its_value(
    place: Place, vault: OnePassword
) -> None:
    item = stocked(vault)
    [found] = vault.stock()
    assert (found.id, found.title, found.service, found.environment) == (item, "stock-07", "alma", "sandbox")
    assert (dict(found.grants), found.claimed_by) == ({"bibs": "read-only"}, None)
    assert found.created_at.utcoffset() == timedelta(0)
    assert place.sent("ItemsGet") == []


@pytest.mark.parametrize(
    ("tags", "category"),
    [
        (TAGS, "Login"),
        (TAGS, "SecureNote"),
        (TAGS[1:], "ApiCredentials"),
        (TAGS[:1] + TAGS[2:], "ApiCredentials"),
        (TAGS[:2], "ApiCredentials"),
        ((*TAGS, "environment:production"), "ApiCredentials"),
        ((*TAGS, "service:openathens"), "ApiCredentials"),
        ((*TAGS, "grant:bibs=read-write"), "ApiCredentials"),
        ((*TAGS, "grant:users"), "ApiCredentials"),
        ((*TAGS, "grant:Users=read-only"), "ApiCredentials"),
        ((*TAGS, "claimed:a", "claimed:b"), "ApiCredentials"),
        ((), "ApiCredentials"),
    ],
)
def test_what_is_no_well_formed_stock_is_reported_and_never_read(
    place: Place, vault: OnePassword, tags: tuple[str, ...], category: str
) -> None:
    item = place.server.account.add_item(place.ids[VaultName.STOCK], "odd", "hunter2", tags, category)
    assert vault.stock() == ()
    [found] = vault.misfiled()
    assert isinstance(found, Misfiled)
    assert (found.id, found.title, bool(found.why)) == (item, "odd", True)
    assert place.sent("ItemsGet") == []


def test_tags_that_mean_nothing_to_us_do_no_harm(place: Place, vault: OnePassword) -> None:
    place.server.account.add_item(place.ids[VaultName.STOCK], "own", VALUE, (*TAGS, "op:1", "made by Kim"))
    assert [each.title for each in vault.stock()] == ["own"]
    assert vault.misfiled() == ()


def test_archived_stock_is_stock_no_more(vault: OnePassword) -> None:
    vault.archive(VaultName.STOCK, stocked(vault))
    assert vault.stock() == vault.misfiled() == ()


@pytest.mark.parametrize(
    "draft",
    [
        StockDraft("x", "alma", "sandbox", {}),
        StockDraft("x", "Alma", "sandbox", {"bibs": "read-only"}),
        StockDraft("x", "alma", "", {"bibs": "read-only"}),
        StockDraft("x", "alma", "sandbox", {"bibs": "read only"}),
        StockDraft("x", "alma", "sandbox", {"bibs=read-write,users": "read-only"}),
    ],
)
def test_stock_that_could_not_be_read_back_is_not_made(place: Place, vault: OnePassword, draft: StockDraft) -> None:
    with pytest.raises(ValueError, match="not fit for tags"):
        vault.add_stock(draft, Secret(VALUE), "1f")
    assert place.server.messages == []


def test_deposits_are_listed_by_title_whether_made_here_or_by_hand(place: Place, vault: OnePassword) -> None:
    first = vault.put_deposit("LIB-412 spine-labels production", Secret(VALUE), "2a")
    second = place.server.account.add_item(place.ids[VaultName.DEPOSIT], "LIB-413 dashboard sandbox", VALUE)
    assert [(each.id, each.title) for each in vault.deposits()] == [
        (first, "LIB-412 spine-labels production"),
        (second, "LIB-413 dashboard sandbox"),
    ]
    assert vault.reveal("deposit", first).reveal() == vault.reveal("deposit", second).reveal() == VALUE


@pytest.mark.parametrize("name", list(VaultName))
def test_what_an_operation_made_is_found_again_also_archived(vault: OnePassword, name: VaultName) -> None:
    assert vault.find("0b5e", name) is None
    made = {
        VaultName.STOCK: lambda: vault.add_stock(STOCK, Secret(VALUE), "0b5e"),
        VaultName.DEPOSIT: lambda: vault.put_deposit("LIB-412", Secret(VALUE), "0b5e"),
        VaultName.ISSUED: lambda: vault.issue(DRAFT, Secret(VALUE)),
    }[name]()
    assert vault.find("0b5e", name) == made
    vault.archive(name, made)
    assert vault.find("0b5e", name) == made
    assert vault.find("0b5", name) is None


def test_of_two_items_of_one_operation_the_oldest_counts(vault: OnePassword) -> None:
    first = vault.issue(DRAFT, Secret(VALUE))
    vault.issue(DRAFT, Secret(VALUE))
    assert vault.find(DRAFT.operation) == first


def test_a_lost_answer_to_a_create_leaves_an_item_that_is_found(place: Place, vault: OnePassword) -> None:
    place.fail("ItemsCreate", DROP, at=Moment.DONE)
    with pytest.raises(Transient):
        vault.issue(DRAFT, Secret(VALUE))
    [item] = place.server.account.items(place.ids[VaultName.ISSUED])
    assert vault.find(DRAFT.operation) == item.id
    assert len(place.sent("ItemsCreate")) == 1


def test_a_new_item_may_be_missing_from_a_list_for_a_while(place: Place, vault: OnePassword) -> None:
    place.server.account.list_lag = 2
    item = vault.issue(DRAFT, Secret(VALUE))
    assert [vault.find(DRAFT.operation) for _ in range(3)] == [None, None, item]


def test_an_issued_item_holds_only_what_its_recipient_may_see(place: Place, vault: OnePassword) -> None:
    vault.issue(DRAFT, Secret(VALUE))
    [item] = place.server.account.items(place.ids[VaultName.ISSUED])
    assert {each["id"]: (each["fieldType"], each["value"]) for each in item.body["fields"]} == {
        "credential": ("Concealed", VALUE),
        "service": ("Text", "Alma"),
        "environment": ("Text", "Production"),
        "grants": ("Text", "Bibs: read-only\nUsers: read and write"),
        "host": ("Text", DRAFT.host),
    }
    assert (item.title, item.tags, item.body["category"]) == (
        DRAFT.title,
        [f"for:{DRAFT.mark}", "op:0b5e"],
        "ApiCredentials",
    )
    assert item.body["notes"] == f"Try it:\n{DRAFT.test_line}\n\nQuestions: reply on LIB-412."
    assert (item.body["sections"], item.body["websites"], item.body["files"]) == ([], [], [])


def test_a_claim_is_written_on_the_item_and_seen_in_the_list(place: Place, vault: OnePassword) -> None:
    item = stocked(vault)
    assert vault.claim(item, "here:1f")
    assert vault.claim(item, "here:1f")
    assert [each.claimed_by for each in vault.stock()] == ["here:1f"]
    assert len(place.sent("ItemsPut")) == 1


def test_what_another_installation_claimed_is_left_alone(place: Place, vault: OnePassword) -> None:
    item = stocked(vault)
    assert place.adapter().claim(item, "elsewhere:1")
    assert not vault.claim(item, "here:1f")
    vault.release(item, "here:1f")
    assert [each.claimed_by for each in vault.stock()] == ["elsewhere:1"]


def test_of_two_claims_at_the_same_moment_one_stands_and_the_other_is_told_so(place: Place, vault: OnePassword) -> None:
    item = stocked(vault)
    stock = place.ids[VaultName.STOCK]

    def rival() -> None:
        body = place.server.account.item(stock, item).body
        place.server.account.put(stock, body | {"tags": [*body["tags"], "claimed:elsewhere:1"]})

    place.when("ItemsPut", Moment.BEFORE, rival)
    with pytest.raises(Transient):
        vault.claim(item, "here:1f")
    assert not vault.claim(item, "here:1f")
    assert place.server.account.item(stock, item).tags[-1] == "claimed:elsewhere:1"


def test_a_lost_answer_to_a_claim_is_settled_by_claiming_again(place: Place, vault: OnePassword) -> None:
    item = stocked(vault)
    place.fail("ItemsPut", DROP, at=Moment.DONE)
    with pytest.raises(Transient):
        vault.claim(item, "here:1f")
    assert vault.claim(item, "here:1f")
    assert len(place.sent("ItemsPut")) == 1


def test_a_claim_that_cannot_be_read_back_does_not_count(place: Place, vault: OnePassword) -> None:
    item = stocked(vault)
    stock = place.ids[VaultName.STOCK]
    tags = place.server.account.item(stock, item).tags

    def undo() -> None:
        body = place.server.account.item(stock, item).body
        place.server.account.put(stock, body | {"tags": tags})

    place.when("ItemsPut", Moment.DONE, undo)
    with pytest.raises(Transient):
        vault.claim(item, "here:1f")


def test_a_released_item_can_be_claimed_by_another(vault: OnePassword) -> None:
    item = stocked(vault)
    vault.claim(item, "here:1f")
    vault.release(item, "here:1f")
    vault.release(item, "here:1f")
    assert vault.claim(item, "here:2a")


def test_an_item_that_is_gone_or_archived_cannot_be_claimed_and_need_not_be_released(
    vault: OnePassword,
) -> None:
    assert not vault.claim("nosuchitem", "here:1f")
    item = stocked(vault)
    vault.archive(VaultName.STOCK, item)
    assert not vault.claim(item, "here:1f")
    vault.release("nosuchitem", "here:1f")


def test_a_mark_that_is_no_tag_is_a_mistake_of_the_caller(vault: OnePassword) -> None:
    with pytest.raises(ValueError, match="not fit for a tag"):
        vault.claim("item", "two words")


@pytest.mark.parametrize("name", list(VaultName))
def test_archiving_what_is_archived_or_gone_is_done_already(place: Place, vault: OnePassword, name: VaultName) -> None:
    item = place.server.account.add_item(place.ids[name], "x", VALUE)
    vault.archive(name, item)
    vault.archive(name, item)
    vault.archive(name, "nosuchitem")
    assert place.server.account.item(place.ids[name], item).archived


@pytest.mark.parametrize("value", ["", "hunter2", VALUE[:-1], VALUE + " ", VALUE.upper(), f"key: {VALUE}"])
def test_a_value_that_does_not_look_like_a_key_is_not_read_out(place: Place, vault: OnePassword, value: str) -> None:
    item = place.server.account.add_item(place.ids[VaultName.DEPOSIT], "LIB-412", value)
    with pytest.raises(Permanent) as caught:
        vault.reveal(VaultName.DEPOSIT, item)
    assert not value or value not in caught.value.log + caught.value.person
    assert "LIB-412" in caught.value.person


@pytest.mark.parametrize(
    "change",
    [
        {"category": "Login"},
        {"fields": []},
        {"fields": [{"id": "credential", "title": "c", "fieldType": "Text", "value": VALUE}]},
        {"fields": [{"id": "password", "title": "c", "fieldType": "Concealed", "value": VALUE}]},
        {"fields": [{"id": "credential", "title": "c", "fieldType": "Concealed", "value": VALUE}] * 2},
        {
            "fields": [
                {"id": "credential", "title": "c", "fieldType": "Concealed", "value": VALUE},
                {"id": "pin", "title": "pin", "fieldType": "Concealed", "value": "1234"},
            ]
        },
    ],
)
def test_an_item_of_another_shape_is_not_read_out(place: Place, vault: OnePassword, change: dict[str, object]) -> None:
    deposit = place.ids[VaultName.DEPOSIT]
    item = place.server.account.add_item(deposit, "LIB-412", VALUE)
    place.server.account.item(deposit, item).body.update(change)
    with pytest.raises(Permanent):
        vault.reveal(VaultName.DEPOSIT, item)


def test_writes_to_a_vault_take_its_lock_and_reads_do_not(place: Place, vault: OnePassword) -> None:
    vault.stock()
    assert place.locks.asked == []
    item = stocked(vault)
    vault.claim(item, "here:1f")
    vault.release(item, "here:1f")
    vault.archive(VaultName.STOCK, item)
    assert place.locks.asked == [f"vault:{place.ids[VaultName.STOCK]}"] * 4


def test_while_another_process_writes_nothing_is_written(place: Place, vault: OnePassword) -> None:
    place.locks.held.add(f"vault:{place.ids[VaultName.STOCK]}")
    with pytest.raises(Transient):
        stocked(vault)
    assert place.server.messages == []


def test_the_visible_vaults_are_told_with_those_who_may_open_ours(place: Place, vault: OnePassword) -> None:
    account = place.server.account
    other = account.add_vault("Payroll", groups=("everybody",))
    account.add_vault("Hidden", rights=Rights(0))
    account.vaults[place.ids[VaultName.STOCK]].groups = ("lsis",)
    stocked(vault)
    assert set(vault.visible()) == {
        VaultFact(place.ids[VaultName.STOCK], "stock", VaultName.STOCK, 1, frozenset({"group:lsis"})),
        VaultFact(place.ids[VaultName.DEPOSIT], "deposit", VaultName.DEPOSIT, 0, frozenset()),
        VaultFact(place.ids[VaultName.ISSUED], "issued", VaultName.ISSUED, 0, frozenset()),
        VaultFact(other, "Payroll", None, 0, None),
    }


def test_a_vault_that_the_account_may_not_write_to_or_see_is_a_matter_of_configuration(
    place: Place, vault: OnePassword
) -> None:
    stock = place.server.account.vaults[place.ids[VaultName.STOCK]]
    stock.rights = Rights.READ
    with pytest.raises(Misconfigured):
        stocked(vault)
    stock.rights = Rights(0)
    with pytest.raises(Misconfigured):
        vault.stock()


def test_a_conflict_with_another_program_is_tried_again_later_and_nothing_is_doubled(
    place: Place, vault: OnePassword
) -> None:
    place.fail("ItemsCreate", CONFLICT)
    with pytest.raises(Transient):
        stocked(vault)
    stocked(vault)
    assert len(place.server.account.items(place.ids[VaultName.STOCK])) == 1


@pytest.mark.parametrize("fault", [DROP, Fault(500), Fault(503), Fault(408), refusal("session expired")])
def test_a_read_is_tried_three_times(place: Place, vault: OnePassword, fault: Fault) -> None:
    place.fail("ItemsList", fault, times=2)
    assert vault.stock() == ()
    assert len(place.sent("ItemsList")) == 3
    assert 0 < sum(place.waits) <= 5
    place.fail("ItemsList", fault, times=3)
    with pytest.raises(Transient):
        vault.stock()


def test_a_write_is_sent_once_whatever_happens(place: Place, vault: OnePassword) -> None:
    place.fail("ItemsCreate", DROP, times=3)
    with pytest.raises(Transient):
        stocked(vault)
    assert len(place.sent("ItemsCreate")) == 1


def test_one_client_signs_in_for_all_calls_and_anew_when_it_was_signed_out(place: Place, vault: OnePassword) -> None:
    vault.stock()
    vault.deposits()
    place.server.sign_everybody_out()
    assert vault.stock() == ()
    assert len(place.server.refused) == 1


def test_nothing_is_sent_before_the_first_call(place: Place) -> None:
    place.adapter("ops_wrong")
    assert place.server.refused == []


def test_sharing_with_one_person_gives_a_link_that_opens_once(place: Place, vault: OnePassword) -> None:
    url = vault.prepare_share(vault.issue(DRAFT, Secret(VALUE)), ADDRESS, WEEK)()
    assert place.server.open_share(url, ADDRESS).fields["credential"] == VALUE


def test_an_issued_item_is_found_by_the_key_that_it_is_for_until_it_is_archived(vault: OnePassword) -> None:
    assert vault.issued(DRAFT.mark) is None
    item = vault.issue(DRAFT, Secret(VALUE))
    found = vault.issued(DRAFT.mark)
    assert found is not None
    assert (found.id, found.operation) == (item, DRAFT.operation)
    assert vault.issued("another") is None
    vault.archive(VaultName.ISSUED, item)
    assert vault.issued(DRAFT.mark) is None


@pytest.mark.parametrize("why", list(Aside))
def test_what_is_set_aside_is_misfiled_and_can_be_claimed_by_nobody(vault: OnePassword, why: Aside) -> None:
    item = vault.add_stock(STOCK, Secret(VALUE), "op-1")
    vault.claim(item, "here:1f")
    vault.set_aside(item, "here:1f", why)
    vault.set_aside(item, "here:1f", why)
    [found] = vault.misfiled()
    assert (found.id, vault.stock()) == (item, ())
    assert "it was set aside: its" in found.why
    assert not vault.claim(item, "here:1f")
    vault.set_aside("nosuchitem", "here:1f", why)


def test_what_another_installation_claimed_is_not_set_aside(place: Place, vault: OnePassword) -> None:
    item = vault.add_stock(STOCK, Secret(VALUE), "op-1")
    place.adapter().claim(item, "elsewhere:1")
    vault.set_aside(item, "here:1f", Aside.NOT_RIGHT)
    assert [each.claimed_by for each in vault.stock()] == ["elsewhere:1"]
