"""Who can approve what: every label that does not count, seen from the ticket, and none that is refused wrongly."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app.demo.helpdesk.faults import Fault
from app.demo.helpdesk.records import AccountType
from tests.e2e.stage import Stage
from tests.e2e.world import NewWorld, World, form

BIBS = {"bibs": "read-only"}
WIDER = form(purpose="Spine labels", environment="sandbox", areas="Bibs, Users", access="read-only")
GROUP = "GET /rest/api/3/user/groups$"
MINUTE = timedelta(minutes=1)

Staged = Callable[[World], str]


def refused(keydesk: World, ticket: str) -> str:
    """The refusal, after looking that nothing was made and the label is off."""
    assert keydesk.shares() == 0
    assert keydesk.orders() == []
    assert "alma-key-approved" not in keydesk.labels(ticket)
    told = [each for each in keydesk.internal(ticket) if "I could not take" in each]
    assert told, keydesk.comments(ticket)
    assert "No key was made." in told[-1]
    return told[-1]


def own_request(keydesk: World) -> str:
    ticket = keydesk.reviewed(by=keydesk.scene.people.jane)
    keydesk.approve(ticket)
    return ticket


def opened_for_another(keydesk: World) -> str:
    people = keydesk.scene.people
    ticket = keydesk.reviewed(by=people.jane, on_behalf_of=people.dana)
    keydesk.approve(ticket)
    return ticket


def by_an_outsider(keydesk: World) -> str:
    ticket = keydesk.reviewed()
    keydesk.approve(ticket, by=keydesk.scene.people.eve)
    return ticket


def by_an_app(keydesk: World) -> str:
    ticket = keydesk.reviewed()
    keydesk.approve(ticket, by=keydesk.scene.desk.automation.id)
    return ticket


def by_the_recipients_second_account(keydesk: World) -> str:
    second = keydesk.scene.desk.person("Dana's second", address="dana@lib.example.edu")
    keydesk.scene.desk.join(keydesk.scene.reviewers, second)
    ticket = keydesk.reviewed()
    keydesk.approve(ticket, by=second.id)
    return ticket


def by_somebody_who_left(keydesk: World) -> str:
    ticket = keydesk.reviewed()
    keydesk.scene.desk.webhooks.hold()
    keydesk.approve(ticket)
    keydesk.scene.desk.deactivate(keydesk.scene.people.jane)
    keydesk.scene.desk.webhooks.release()
    return ticket


def before_the_review(keydesk: World) -> str:
    ticket = keydesk.request("")
    keydesk.settle()
    keydesk.approve(ticket)
    return ticket


def at_creation(keydesk: World) -> str:
    ticket = keydesk.request(labels=["alma-key-approved"])
    keydesk.settle()
    keydesk.pass_time(5 * MINUTE, step=MINUTE)
    return ticket


def by_cloning(keydesk: World) -> str:
    first = keydesk.reviewed()
    keydesk.scene.desk.webhooks.hold()
    keydesk.approve(first)
    clone = keydesk.scene.desk.clone(first, keydesk.scene.people.jane, reporter=keydesk.scene.people.dana)
    keydesk.scene.desk.unlabel(first, "alma-key-approved", by=keydesk.scene.people.jane)
    keydesk.scene.desk.webhooks.release()
    keydesk.settle()
    keydesk.pass_time(5 * MINUTE, step=MINUTE)
    return clone.id


def by_moving(keydesk: World) -> str:
    elsewhere = keydesk.scene.desk.project("OPS", "Operations")
    ticket = keydesk.request(project=elsewhere)
    keydesk.approve(ticket)
    keydesk.settle()
    keydesk.scene.desk.move(ticket, "LIB", keydesk.scene.people.eve)
    return ticket


def denied_as_well(keydesk: World) -> str:
    ticket = keydesk.reviewed()
    keydesk.scene.desk.webhooks.hold()
    keydesk.approve(ticket)
    keydesk.scene.desk.label(ticket, "alma-key-denied", by=keydesk.scene.people.omar)
    keydesk.scene.desk.webhooks.release()
    return ticket


def changed_after_the_label(keydesk: World) -> str:
    ticket = keydesk.reviewed()
    keydesk.scene.desk.webhooks.hold()
    keydesk.approve(ticket)
    keydesk.scene.desk.edit(ticket, keydesk.scene.people.dana, description=WIDER)
    keydesk.scene.desk.webhooks.release()
    return ticket


def reporter_changed_after_the_label(keydesk: World) -> str:
    ticket = keydesk.reviewed()
    keydesk.scene.desk.webhooks.hold()
    keydesk.approve(ticket)
    keydesk.scene.desk.change_reporter(ticket, keydesk.scene.people.eve, by=keydesk.scene.people.eve)
    keydesk.scene.desk.webhooks.release()
    return ticket


def address_changed_after_the_label(keydesk: World) -> str:
    ticket = keydesk.reviewed()
    keydesk.scene.desk.webhooks.hold()
    keydesk.approve(ticket)
    keydesk.scene.desk.change_address(keydesk.scene.people.dana, "dana@elsewhere.example.com")
    keydesk.scene.desk.webhooks.release()
    return ticket


def review_comment_edited(keydesk: World) -> str:
    ticket = keydesk.reviewed()
    ours = [each for each in keydesk.scene.desk.ticket(ticket).comments if each.author == keydesk.scene.people.bot]
    keydesk.scene.desk.edit_comment(ours[-1], "Nothing to see here.", keydesk.scene.people.eve)
    keydesk.settle()
    keydesk.approve(ticket)
    return ticket


def review_comment_deleted(keydesk: World) -> str:
    ticket = keydesk.reviewed()
    ours = [each for each in keydesk.scene.desk.ticket(ticket).comments if each.author == keydesk.scene.people.bot]
    keydesk.pass_time(timedelta(hours=1))
    keydesk.scene.desk.delete_comment(ours[0], keydesk.scene.people.eve)
    keydesk.settle()
    keydesk.approve(ticket)
    return ticket


REFUSED: dict[Staged, str] = {
    own_request: "it is your own request",
    opened_for_another: "you opened this ticket",
    by_an_outsider: "this is for the reviewers' group, and you are not in it",
    by_an_app: "it was set by an app or a rule",
    by_the_recipients_second_account: "the key would go to your own address",
    by_somebody_who_left: "the account that set it is deactivated",
    before_the_review: "it came before there was a complete request to read",
    at_creation: "the label was on the ticket from the start",
    by_cloning: "the label was on the ticket from the start",
    by_moving: "the ticket came from another project with the label on it",
    denied_as_well: "alma-key-denied is set as well, and it wins",
    changed_after_the_label: "the request changed after your label",
    reporter_changed_after_the_label: "the request changed after your label",
    address_changed_after_the_label: "the request changed after your label",
    review_comment_edited: "was edited or deleted",
    review_comment_deleted: "was edited or deleted",
}


@pytest.mark.parametrize("staged", REFUSED, ids=lambda each: each.__name__)
def test_a_label_that_does_not_count_is_taken_off_and_its_setter_told_why(keydesk: World, staged: Staged) -> None:
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = staged(keydesk)
    keydesk.settle()
    assert REFUSED[staged] in refused(keydesk, ticket)


MORE_THAN_A_LABEL = {before_the_review, denied_as_well, reporter_changed_after_the_label}


@pytest.mark.parametrize(
    "staged", [each for each in REFUSED if each not in MORE_THAN_A_LABEL], ids=lambda each: each.__name__
)
def test_after_a_refusal_a_label_that_counts_brings_the_key(keydesk: World, staged: Staged) -> None:
    """Omar sets it, who had no part in anything, on the review that stands on the ticket then."""
    keydesk.scene.stock_key("sandbox", BIBS)
    keydesk.scene.stock_key("sandbox", {"bibs": "read-only", "users": "read-only"})
    ticket = staged(keydesk)
    keydesk.settle()
    label = next(word for word in keydesk.internal(ticket)[-1].split() if word.startswith("alma-key-approved"))
    keydesk.approve(ticket, by=keydesk.scene.people.omar, label=label)
    keydesk.settle()
    assert keydesk.orders() or keydesk.shares() == 1


def test_a_custom_field_named_labels_is_no_label(keydesk: World) -> None:
    field = keydesk.scene.desk.custom_field("labels")
    ticket = keydesk.request(labels=["alma-key-approved"])
    keydesk.settle()
    keydesk.scene.desk.set_field(ticket, field, "alma-key-approved", by=keydesk.scene.people.jane)
    keydesk.settle()
    keydesk.pass_time(5 * MINUTE, step=MINUTE)
    assert "on the ticket from the start" in refused(keydesk, ticket)


def test_a_wide_review_that_comes_back_is_not_approved_by_the_plain_label(keydesk: World) -> None:
    dana = keydesk.scene.people.dana
    ticket = keydesk.reviewed(areas="Bibs, Users")
    narrow = form(purpose="Spine labels at Lilly", environment="sandbox", areas="Bibs", access="read-only")
    wide = form(purpose="Spine labels at Lilly", environment="sandbox", areas="Bibs, Users", access="read-only")
    keydesk.scene.desk.edit(ticket, dana, description=narrow)
    keydesk.settle()
    keydesk.pass_time(timedelta(days=1))
    keydesk.scene.desk.edit(ticket, dana, description=wide)
    keydesk.settle()
    keydesk.approve(ticket)
    keydesk.settle()
    assert "the label must name the review" in refused(keydesk, ticket)
    keydesk.approve(ticket, label="alma-key-approved-2")
    keydesk.settle()
    assert "I could not take alma-key-approved-2" in keydesk.internal(ticket)[-1]
    keydesk.approve(ticket, label="alma-key-approved-3")
    keydesk.settle()
    assert keydesk.orders() == [f"{keydesk.ref(ticket)}-sandbox"]


def test_thanks_after_the_label_changes_nothing(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.scene.desk.webhooks.hold()
    keydesk.approve(ticket)
    keydesk.say(ticket, "Thanks!")
    keydesk.scene.desk.webhooks.release()
    keydesk.settle()
    assert keydesk.opened(ticket) == value


@pytest.mark.parametrize("status", [400, 401, 403, 404, 503])
def test_while_the_reviewers_cannot_be_asked_for_nothing_is_refused(keydesk: World, status: int) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.scene.desk.faults.add(Fault(GROUP, times=None, status=status))
    said = len(keydesk.comments(ticket))
    keydesk.approve(ticket)
    keydesk.settle()
    keydesk.pass_time(30 * MINUTE, step=10 * MINUTE)
    assert len(keydesk.comments(ticket)) == said
    assert "alma-key-approved" in keydesk.labels(ticket)
    keydesk.pass_time(60 * MINUTE, step=15 * MINUTE)
    assert "still waiting" in keydesk.internal(ticket)[-1]
    assert len(keydesk.comments(ticket)) == said + 1
    keydesk.scene.desk.faults.clear()
    keydesk.pass_time(10 * MINUTE, step=MINUTE)
    assert keydesk.opened(ticket) == value
    assert keydesk.shares() == 1
    assert not [each for each in keydesk.comments(ticket) if "could not take" in each]
    assert keydesk.dead() == []


def test_a_label_that_is_seen_before_its_changelog_entry_waits_for_it(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    desk, jane = keydesk.scene.desk, keydesk.scene.people.jane
    changes = desk.ticket(ticket).changes
    desk.webhooks.hold()
    keydesk.approve(ticket, by=jane)
    whole = desk.ticket(ticket)
    desk.history.put(replace(whole, changes=changes))
    desk.webhooks.release()
    keydesk.settle()
    keydesk.pass_time(MINUTE, step=MINUTE / 3)
    assert keydesk.shares() == 0
    assert not [each for each in keydesk.comments(ticket) if "could not take" in each]
    desk.history.put(replace(desk.ticket(ticket), changes=whole.changes))
    keydesk.pass_time(2 * MINUTE, step=MINUTE / 2)
    assert keydesk.opened(ticket) == value


def test_an_approval_far_back_in_a_long_changelog_is_found(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    desk = keydesk.scene.desk
    desk.webhooks.hold()
    keydesk.approve(ticket)
    for number in range(30):
        desk.label(ticket, f"note-{number}", by=keydesk.scene.people.eve)
        keydesk.say(ticket, f"Note {number}", by=keydesk.scene.people.eve, public=False)
    desk.page_size = 5
    desk.webhooks.release()
    keydesk.settle()
    assert keydesk.opened(ticket) == value


def test_a_reviewer_who_leaves_the_group_after_the_order_has_approved_nothing(keydesk: World) -> None:
    ticket, order = keydesk.ordered()
    keydesk.put_into_vault(order, keydesk.scene.make_key("production", BIBS))
    keydesk.scene.desk.leave(keydesk.scene.reviewers, keydesk.scene.people.jane)
    keydesk.sweep()
    assert keydesk.shares() == 0
    assert "you are not in it at the moment" in keydesk.internal(ticket)[-1]


def test_a_reviewer_who_leaves_the_group_between_check_and_share_has_approved_nothing(keydesk: World) -> None:
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()

    def leave(*_: object) -> None:
        keydesk.scene.desk.leave(keydesk.scene.reviewers, keydesk.scene.people.jane)

    keydesk.scene.alma.hook = leave  # type: ignore[assignment]
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.shares() == 0
    assert "you are not in it at the moment" in keydesk.internal(ticket)[-1]
    [stock] = keydesk.items("STOCK")
    assert not [tag for tag in stock.tags if tag.startswith("claimed:")]
    assert keydesk.items("ISSUED") == []


@pytest.mark.parametrize("late", ["label", "request", "reporter", "closed", "denied"])
def test_what_changes_between_check_and_share_ends_the_delivery(keydesk: World, late: str) -> None:
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    desk, people = keydesk.scene.desk, keydesk.scene.people
    acts: dict[str, Callable[[], object]] = {
        "label": lambda: desk.unlabel(ticket, "alma-key-approved", by=people.jane),
        "request": lambda: desk.edit(ticket, people.dana, description=WIDER),
        "reporter": lambda: desk.change_reporter(ticket, people.eve, by=people.eve),
        "closed": lambda: desk.close(ticket, people.omar),
        "denied": lambda: desk.label(ticket, "alma-key-denied", by=people.omar),
    }
    pending = [acts[late]]

    def act(*_: object) -> None:
        if pending:
            pending.pop()()

    keydesk.scene.alma.hook = act  # type: ignore[assignment]
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.shares() == 0
    assert keydesk.scene.links_of(ticket) == []
    assert keydesk.items("ISSUED") == []
    assert len(keydesk.items("STOCK")) == 1


def test_reviewers_may_be_named_instead_of_a_group(keydesk_with: NewWorld, library: Stage) -> None:
    people = library.scene.people
    keydesk = keydesk_with(REVIEWER_GROUP="", REVIEWERS=f"{people.omar},{people.eve}")
    keydesk.scene.desk.join(keydesk.scene.reviewers, people.jane)
    ticket = keydesk.reviewed()
    keydesk.approve(ticket, by=people.jane)
    keydesk.settle()
    assert "this is for the reviewers' group" in refused(keydesk, ticket)
    keydesk.approve(ticket, by=people.eve)
    keydesk.settle()
    assert len(keydesk.orders()) == 1


def test_a_denial_is_told_to_the_requester_and_ends_the_request(keydesk: World) -> None:
    ticket = keydesk.reviewed()
    keydesk.say(ticket, "Analytics has that as a report already.", by=keydesk.scene.people.omar)
    keydesk.scene.desk.label(ticket, "alma-key-denied", by=keydesk.scene.people.omar)
    keydesk.settle()
    assert "LSIS has decided not to issue this key" in keydesk.public(ticket)[-1]
    assert "The reason is in the comment above." in keydesk.public(ticket)[-1]
    assert keydesk.labels(ticket) == {"alma-key-denied"}


def test_a_label_that_a_rule_sets_again_and_again_is_left_alone_after_three_refusals(keydesk: World) -> None:
    ticket = keydesk.reviewed()
    for _ in range(6):
        keydesk.approve(ticket, by=keydesk.scene.desk.automation.id)
        keydesk.settle()
    told = [each for each in keydesk.internal(ticket) if "I could not take" in each]
    assert len(told) == 3
    assert "set again and again" in keydesk.internal(ticket)[-1]
    assert "alma-key-stuck" in keydesk.labels(ticket)


def test_a_customer_account_is_no_reviewer_whatever_its_group(keydesk: World) -> None:
    customer = keydesk.scene.desk.person("Ivo Kern", type=AccountType.CUSTOMER, address="ivo@vendor.example.com")
    keydesk.scene.desk.join(keydesk.scene.reviewers, customer)
    ticket = keydesk.reviewed()
    keydesk.approve(ticket, by=customer.id)
    keydesk.settle()
    assert "this is for the reviewers' group" in refused(keydesk, ticket)
