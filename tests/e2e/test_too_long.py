"""A ticket that is too long to be read, or that something fails on for good: the staff are told once, and it rests."""

from datetime import timedelta

from tests.e2e.world import World

BIBS = {"bibs": "read-only"}
TOO_LONG = "this ticket holds more words than I can read"


def test_a_ticket_of_too_many_words_is_told_of_once_and_rests(keydesk: World) -> None:
    ticket = keydesk.open("We need an API key. " + "word " * 220_000)
    keydesk.sweep()  # its webhook is longer than one may be
    keydesk.pass_time(timedelta(minutes=30), step=timedelta(minutes=3))
    assert [TOO_LONG in each for each in keydesk.comments(ticket)] == [True]
    assert "alma-key-help" in keydesk.labels(ticket)
    assert keydesk.dead() == []


def test_a_ticket_that_grows_beyond_five_hundred_comments_is_told_of_once_and_rests(keydesk: World) -> None:
    ticket, _ = keydesk.ordered()
    keydesk.scene.desk.webhooks.hold()
    for number in range(500):
        keydesk.scene.desk.comment(ticket, f"and {number}", keydesk.scene.people.omar, public=False)
    keydesk.scene.desk.webhooks.release()
    keydesk.settle()
    keydesk.pass_time(timedelta(minutes=30), step=timedelta(minutes=3))
    assert [TOO_LONG in each for each in keydesk.internal(ticket)].count(True) == 1
    assert "alma-key-help" in keydesk.labels(ticket)
    assert keydesk.dead() == []


def test_what_is_given_up_leaves_the_reviewers_queue_for_the_one_of_those_who_help(keydesk: World) -> None:
    keydesk.scene.vault.account.allowed_domains = frozenset({"other.example.edu"})
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.dead() != []
    assert keydesk.labels(ticket) & {"alma-key-stuck", "alma-key-review", "alma-key-order"} == {"alma-key-stuck"}
    keydesk.scene.vault.account.allowed_domains = frozenset()
    assert keydesk.dead() != []
    keydesk.sweep()
    assert keydesk.dead() != []
