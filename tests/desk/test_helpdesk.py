"""The desk against the local help desk, which is no kinder than Jira Cloud: the real client over real HTTP."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.core.document import Break, Document, Items, Mention, Paragraph, Quote, Table, Text
from app.core.ticket import AccountKind
from app.demo.helpdesk import HelpDesk
from app.demo.helpdesk.faults import LOGIN_PAGE, Fault
from app.desk.access import JiraAccess
from app.desk.jira import JiraDesk
from app.errors import Misconfigured, Permanent, Transient
from tests.demo.openapi import REFERENCE, problems

HELLO = Document((Paragraph((Text("hello"),)),))
FULL = Document(
    (
        Paragraph((Text("Hello", bold=True), Break(), Text("your "), Text("key", link="https://a.example/page"))),
        Items(((Paragraph((Text("Bibs"),)), Items(((Paragraph((Text("code", code=True),)),),), ordered=True)),)),
        Quote((Paragraph((Text("their *words* [a|http://b]", italic=True),)),)),
        Table(((Text("area"),), (Text("level"),)), (((Text("bibs"),), (Mention("712020:x", "Lee"),)),)),
    )
)


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Every glance is a second later, so that what happens has an order."""
        self.now += timedelta(seconds=1)
        return self.now


class House:
    """A help desk with a service project, people, a group of reviewers, and our desk on it."""

    def __init__(self, jira: HelpDesk) -> None:
        self.jira = jira
        self.project = jira.project("LIB", "Library help")
        self.rae = jira.person("Rae Doe", address="rae@example.edu", type="customer")
        self.lee = jira.person("Lee Ray", address="lee@example.edu", shown=False)
        self.group = jira.group("lsis-reviewers", self.lee)
        self.naps: list[float] = []

    def desk(self, **more: Any) -> JiraDesk:
        facts: dict[str, Any] = {
            "url": self.jira.url,
            "site_url": "https://help.example.edu",
            "user": self.jira.bot.address or "",
            "token": self.jira.bot_token,
            "projects": (self.project.id,),
            "queues": {"alma": "labels = alma", "openathens": "labels = openathens"},
            "reviewer_group": self.group.id,
        }
        return JiraDesk(JiraAccess(**(facts | more)), sleep=self.naps.append, timeout=(2, 5))

    def ticket(
        self, summary: str = "A key", description: Any = "Bibs, please", labels: Any = ("alma",), **more: Any
    ) -> str:
        return self.jira.open_ticket(self.rae, summary, description, labels=labels, **more).id

    def paths(self) -> list[str]:
        return [f"{call.method} {call.path.removeprefix('/rest/api/3/')}" for call in self.jira.calls]


@pytest.fixture(params=[100])
def house(request: pytest.FixtureRequest) -> Iterator[House]:
    """Whatever a test asked of the help desk keeps to Atlassian's published contract, where that is at hand."""
    with HelpDesk.serving(clock=Clock(), page_size=request.param) as jira:
        yield House(jira)
        assert jira.violations == []
        if REFERENCE:
            assert problems(jira.calls) == []


small_pages = pytest.mark.parametrize("house", [2], indirect=True)


def test_a_ticket_is_read_whole_in_one_call(house: House) -> None:
    desk = house.desk()
    number = house.ticket()
    house.jira.comment(number, "and Users", house.rae)
    house.jira.comment(number, "is that wise?", house.lee, public=False)
    house.jira.label(number, "alma-key-approved", by=house.lee)
    desk.me()
    house.jira.calls.clear()

    ticket = desk.ticket(number)

    assert ticket
    assert house.paths() == [f"GET issue/{number}"]
    assert (ticket.ref, ticket.project_id, ticket.closed) == ("LIB-1", house.project.id, False)
    assert (ticket.summary, ticket.description) == ("A key", "Bibs, please")
    assert ticket.labels == {"alma", "alma-key-approved"}
    assert ticket.reporter
    assert (ticket.reporter.id, ticket.reporter.kind) == (house.rae.id, AccountKind.CUSTOMER)
    assert [(one.text, one.public) for one in ticket.comments] == [("and Users", True), ("is that wise?", False)]
    assert ticket.changes
    [labelled] = [one for one in ticket.changes if one.field == "labels"]
    assert labelled.added == {"alma-key-approved"}
    assert labelled.actor
    assert (labelled.actor.id, labelled.actor.kind, labelled.actor.active) == (house.lee.id, AccountKind.HUMAN, True)


@small_pages
def test_a_long_ticket_is_read_whole_in_pages(house: House) -> None:
    number = house.ticket()
    for n in range(7):
        house.jira.comment(number, f"comment {n}", house.lee, public=False)
        house.jira.label(number, f"label-{n}", by=house.lee)

    ticket = house.desk().ticket(number)

    assert ticket
    assert [one.text for one in ticket.comments] == [f"comment {n}" for n in range(7)]
    assert [one.added for one in ticket.changes or () if one.field == "labels"] == [{f"label-{n}"} for n in range(7)]


@small_pages
def test_a_ticket_that_changes_between_its_pages_is_read_again(house: House) -> None:
    number = house.ticket()
    for n in range(5):
        house.jira.label(number, f"label-{n}", by=house.lee)
    pending = ["late"]

    def edit(_: int, __: str, path: str) -> None:
        if path.endswith("/changelog") and pending:
            house.jira.label(number, pending.pop(), by=house.lee)

    house.jira.on_request(edit)

    ticket = house.desk().ticket(number)

    assert ticket
    assert ticket.labels >= {"late"}
    assert [one.added for one in ticket.changes or ()][-1] == {"late"}


def test_who_changed_what_is_told_apart(house: House) -> None:
    field = house.jira.custom_field("labels")
    number = house.ticket()
    other = house.jira.project("APP", "Applications")
    house.jira.set_field(number, field, "alma-key-approved", house.lee)
    house.jira.change_reporter(number, house.lee, house.lee)
    house.jira.edit(number, house.lee, description="Users, please")
    house.jira.move(number, other, house.lee)
    comment = house.jira.comment(number, "mine", house.rae)
    house.jira.edit_comment(comment, "not mine", house.lee)

    ticket = house.desk().ticket(number)

    assert ticket
    changes = {one.field: (one.before, one.after) for one in ticket.changes or ()}
    assert changes["custom:labels"] == ("", "alma-key-approved")
    assert changes["reporter"] == (house.rae.id, house.lee.id)
    assert changes["description"] == ("Bibs, please", "Users, please")
    assert changes["project"] == (house.project.id, other.id)
    [edited] = ticket.comments
    assert edited.author
    assert edited.editor
    assert (edited.author.id, edited.editor.id) == (house.rae.id, house.lee.id)


def test_labels_given_at_creation_have_no_change(house: House) -> None:
    ticket = house.desk().ticket(house.ticket(labels=["alma", "alma-key-approved"]))

    assert ticket
    assert "alma-key-approved" in ticket.labels
    assert ticket.changes == ()


@pytest.mark.parametrize("how", ["deleted", "hidden", "never was"])
def test_a_ticket_that_is_gone_is_none(how: str, house: House) -> None:
    number = house.ticket()
    if how == "deleted":
        house.jira.delete_ticket(number, house.lee)
    if how == "hidden":
        house.jira.hide_project(house.project, house.jira.bot)

    assert house.desk().ticket("99999" if how == "never was" else number) is None


def test_pasted_secrets_are_gone_before_anybody_sees_the_ticket(house: House) -> None:
    key = "l7xx" + "0123456789abcdef" * 2
    number = house.ticket(description=f"ours is {key}")
    house.jira.edit(number, house.rae, description="ours is none of your business")
    house.jira.comment(number, "https://share.1password.com/s#theirs-9z8y", house.rae)

    ticket = house.desk().ticket(number)

    assert ticket
    assert key not in repr(ticket)
    assert "theirs-9z8y" not in repr(ticket)
    assert set(ticket.pasted) == {"cdef", "9z8y"}


def test_every_form_of_comment_is_accepted_and_read_back(house: House) -> None:
    desk, number = house.desk(), house.ticket()

    comment = desk.say(number, FULL, public=True, mark="review:1")

    ticket = desk.ticket(number)
    assert ticket
    [read] = ticket.comments
    assert (read.id, read.public) == (comment, True)
    assert read.text == (
        "Hello\nyour [key|https://a.example/page]\n\n* Bibs\n*# code\n\n"
        "> their *words* [a|http://b]\n\n||area||level||\n|bibs|@Lee|"
    )


def test_our_share_link_is_read_back_as_removed_and_not_as_pasted(house: House) -> None:
    desk, number = house.desk(), house.ticket()
    share = "https://share.1password.com/s#Zm9vYmFyLXNlY3JldA1a2b"
    desk.say(number, Document((Paragraph((Text("Open your key", link=share),)),)), public=True, mark="delivery:1")

    ticket = desk.ticket(number)

    assert ticket
    assert "Zm9v" not in repr(ticket)
    assert "removed: looks like a key" in ticket.comments[0].text
    assert ticket.pasted == ()


@pytest.mark.parametrize("public", [True, False])
def test_a_comment_is_seen_by_whom_it_is_for_and_found_again(public: bool, house: House) -> None:
    desk, number = house.desk(), house.ticket()

    comment = desk.say(number, HELLO, public=public, mark="review:1")

    assert [(one.audience.value, one.text) for one in house.jira.thread(number)][1:] == [
        ("public" if public else "internal", "hello")
    ]
    assert desk.said(number, "review:1") == comment
    assert desk.said(number, "review:2") is None


def test_outside_a_service_project_an_internal_comment_is_for_a_role(house: House) -> None:
    project = house.jira.project("DEV", type="software")
    house.jira.role(project, "LSIS", house.jira.bot, house.lee)
    number = house.ticket(project=project)
    desk = house.desk(projects=(house.project.id, project.id), internal_role="LSIS")

    comment = desk.say(number, HELLO, public=False, mark="review:1")

    assert [one.audience.value for one in house.jira.thread(number)][1:] == ["internal"]
    assert desk.said(number, "review:1") == comment
    ticket = desk.ticket(number)
    assert ticket
    assert not ticket.comments[0].public


def test_an_internal_comment_on_a_ticket_moved_out_of_the_service_project_is_not_left_public(house: House) -> None:
    project = house.jira.project("DEV", type="software")
    number = house.ticket()
    house.jira.move(number, project, house.lee)

    with pytest.raises(Permanent, match="was deleted"):
        house.desk().say(number, HELLO, public=False, mark="review:1")

    assert house.jira.thread(number)[1:] == ()


@pytest.mark.parametrize("fault", [{"drop": True}, {"status": 500}, {"status": 200, "body": LOGIN_PAGE}])
def test_a_comment_whose_answer_is_lost_is_written_once_and_found(fault: dict[str, Any], house: House) -> None:
    desk, number = house.desk(), house.ticket()
    house.jira.faults.add(Fault("POST .*/comment$", done=True, **fault))

    with pytest.raises(Transient):
        desk.say(number, HELLO, public=True, mark="delivery:1")

    assert desk.said(number, "delivery:1")
    assert len(house.jira.thread(number)) == 2


def test_a_strangers_mark_is_not_ours(house: House) -> None:
    number = house.ticket()
    house.jira.comment(
        number, "haha", house.lee, properties={"keydesk.mark": {"mark": "delivery:1", "internal": False}}
    )

    assert house.desk().said(number, "delivery:1") is None


@small_pages
def test_our_comment_is_found_among_many(house: House) -> None:
    desk, number = house.desk(), house.ticket()
    ids = [desk.say(number, HELLO, public=True, mark=f"note:{n}") for n in range(5)]

    assert [desk.said(number, f"note:{n}") for n in range(5)] == ids


def test_a_missing_right_to_comment_is_told_as_such(house: House) -> None:
    house.jira.withdraw(house.jira.bot, "ADD_COMMENTS", "EDIT_ISSUES", "LINK_ISSUES")
    desk, number = house.desk(), house.ticket()

    with pytest.raises(Misconfigured, match="Add comments"):
        desk.say(number, HELLO, public=True, mark="question:1")
    with pytest.raises(Misconfigured, match="Edit issues"):
        desk.set_labels(number, ["a"], [])
    with pytest.raises(Misconfigured, match="Link issues"):
        desk.put_link(number, "keydesk:1", "https://a.example", "Key")


def test_an_internal_comment_that_may_not_be_taken_back_is_reported(house: House) -> None:
    house.jira.withdraw(house.jira.bot, "DELETE_OWN_COMMENTS")
    number = house.ticket()
    house.jira.move(number, house.jira.project("DEV", type="software"), house.lee)

    with pytest.raises(Permanent, match="could not be deleted"):
        house.desk().say(number, HELLO, public=False, mark="review:1")


def test_labels_are_added_and_removed_in_one_act(house: House) -> None:
    desk, number = house.desk(), house.ticket(labels=["alma", "old"])

    desk.set_labels(number, ["new", "newer"], ["old", "never-there"])

    found = house.jira.ticket(number)
    assert found.labels == {"alma", "new", "newer"}
    assert len(found.changes) == 1


def test_a_link_is_replaced_and_read_by_its_id(house: House) -> None:
    desk, number = house.desk(), house.ticket()

    assert desk.link(number, "keydesk:1:sandbox:0") is None
    desk.put_link(number, "keydesk:1:sandbox:0", "https://a.example/s#1", "Key")
    desk.put_link(number, "keydesk:1:sandbox:0", "https://a.example/s#2", "Key")
    desk.put_link(number, "keydesk:1:production:0", "https://a.example/s#3", "Key")

    assert desk.link(number, "keydesk:1:sandbox:0") == "https://a.example/s#2"
    assert len(house.jira.ticket(number).links) == 2


@small_pages
def test_queues_are_those_of_the_jql_within_our_projects(house: House) -> None:
    foreign = house.jira.project("OWN", "Somebody's own")
    ours = [house.ticket() for _ in range(5)]
    athens, none, outside = house.ticket(labels=["openathens"]), house.ticket(labels=[]), house.ticket(project=foreign)
    house.jira.close(ours[0], house.lee)
    desk = house.desk()

    assert [desk.queue_of(number) for number in (ours[1], athens, none, outside)] == ["alma", "openathens", None, None]
    assert sorted(found.id for found in desk.queue("alma")) == ours[1:]
    [found] = desk.queue("openathens")
    assert (found.ref, found.updated) == (house.jira.ticket(athens).key, house.jira.ticket(athens).updated)


def test_the_operator_is_told_of_a_jql_that_cannot_be_read_or_reaches_too_far(house: House) -> None:
    house.ticket()
    house.ticket(project=house.jira.project("OWN"))
    desk = house.desk(queues={"alma": "labels = alma ORDER BY created", "bad": "labels = = x", "narrow": "labels = x"})

    assert (desk.queue_facts("alma").open_tickets, desk.queue_facts("alma").reaches_outside) == (1, True)
    assert desk.queue_facts("bad").errors
    assert (desk.queue_facts("narrow").open_tickets, desk.queue_facts("narrow").reaches_outside) == (0, False)
    with pytest.raises(Misconfigured, match="bad"):
        list(desk.queue("bad"))


def test_reviewers_are_the_members_of_the_group_at_this_moment(house: House) -> None:
    desk = house.desk()
    accounts = [house.lee.id, house.rae.id, "712020:nobody"]

    assert desk.reviewers(accounts) == {house.lee.id: True, house.rae.id: False, "712020:nobody": None}
    house.jira.rename_group(house.group, "renamed")
    assert desk.reviewers([house.lee.id]) == {house.lee.id: True}
    house.jira.leave(house.group, house.lee)
    assert desk.reviewers([house.lee.id]) == {house.lee.id: False}
    house.jira.withdraw(house.jira.bot, "USER_PICKER")
    with pytest.raises(Misconfigured, match="Browse users and groups"):
        desk.reviewers([house.lee.id])


def test_an_address_comes_from_accounts_and_the_operators_map_alone(house: House) -> None:
    hidden = house.jira.open_ticket(house.lee, "mine", "write to eve@example.com", labels=["alma"]).id
    shown = house.ticket()

    def address(number: str, **more: Any) -> str | None:
        desk = house.desk(**more)
        ticket = desk.ticket(number)
        assert ticket
        return desk.address_of(ticket)

    assert address(shown) == "rae@example.edu"
    assert address(hidden) is None
    assert address(hidden, people={house.lee.id: "lee@known.example"}) == "lee@known.example"


def test_the_operators_facts(house: House) -> None:
    software = house.jira.project("DEV", type="software")
    desk = house.desk()
    house.jira.grant(house.jira.bot, "MODIFY_REPORTER")

    assert desk.account().name == "Keydesk"
    held = desk.permissions(house.project.id)
    assert held["ADD_COMMENTS"]
    assert held["MODIFY_REPORTER"]
    assert not held["ADMINISTER"]
    ours, other = desk.setup.project(house.project.id), desk.setup.project(software.id)
    assert (ours and ours.service, other and other.service) == (True, False)


@pytest.mark.parametrize("user", ["keydesk@example.edu", ""])
def test_a_withdrawn_token_is_a_setting_to_mend_and_no_missing_ticket(user: str, house: House) -> None:
    desk, number = house.desk(user=user), house.ticket()
    assert desk.ticket(number)
    house.jira.revoke_token(house.jira.bot_token)

    with pytest.raises(Misconfigured):
        desk.ticket(number)


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 503},
        {"status": 429, "headers": {"Retry-After": "1"}},
        {"status": 200, "body": LOGIN_PAGE},
        {"drop": True},
    ],
)
@pytest.mark.parametrize("act", ["ticket", "queue_of", "reviewers", "set_labels", "put_link", "said"])
def test_what_may_be_repeated_survives_two_failures(act: str, fault: dict[str, Any], house: House) -> None:
    desk, number = house.desk(), house.ticket()
    acts: dict[str, Callable[[], object]] = {
        "ticket": lambda: desk.ticket(number),
        "queue_of": lambda: desk.queue_of(number),
        "reviewers": lambda: desk.reviewers([house.lee.id]),
        "set_labels": lambda: desk.set_labels(number, ["a"], []),
        "put_link": lambda: desk.put_link(number, "keydesk:1", "https://a.example", "Key"),
        "said": lambda: desk.said(number, "question:1"),
    }
    desk.me()
    house.jira.faults.add(Fault(".", times=2, **fault))

    acts[act]()

    assert len(house.naps) == 2


@pytest.mark.parametrize("host", ["https://share.1password.com", "http://127.0.0.1:8003", "https://[::1]:8003"])
def test_a_share_link_of_whatever_server_is_taken_out(host: str, house: House) -> None:
    number = house.ticket(description=f"mine was {host}/s#Zm9vYmFyLXNlY3JldA9z8y, is it lost?")

    ticket = house.desk().ticket(number)

    assert ticket
    assert "Zm9v" not in repr(ticket)
    assert ticket.pasted
