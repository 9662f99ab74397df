"""A help desk that knows a request by its type says so, whatever words the requester found."""

from collections.abc import Callable

from tests.e2e.world import World

WORDS = "Label printing at Lilly", "The printer shall look up call numbers."


def test_a_ticket_of_the_request_type_is_asked_though_its_words_ask_for_nothing(
    keydesk_with: Callable[..., World],
) -> None:
    keydesk = keydesk_with(REQUEST_JQL="labels = api-key-form")
    desk, people = keydesk.scene.desk, keydesk.scene.people
    typed = desk.open_ticket(people.dana, *WORDS, labels=["api-key-form"]).id
    other = desk.open_ticket(people.dana, *WORDS).id
    keydesk.settle()
    assert len(keydesk.public(typed)) == 1
    assert "still open" in keydesk.public(typed)[0]
    assert keydesk.public(other) == keydesk.internal(other) == []


def test_without_the_setting_nobody_is_asked_for_it(keydesk: World) -> None:
    ticket = keydesk.scene.desk.open_ticket(keydesk.scene.people.dana, *WORDS).id
    keydesk.settle()
    assert keydesk.public(ticket) == []
    assert sum(call.path.endswith("/jql/match") for call in keydesk.scene.desk.calls) == 1
