"""OpenAthens requests are laid before reviewers like others; their keys are not issued yet, and that is said."""

from collections.abc import Callable

from tests.e2e.world import World

WORDS = """We need an OpenAthens API key for our usage loader. Permission level: Reports API.

It fetches the monthly usage figures into our warehouse."""
SETTINGS = {
    "ALMA_QUEUE_JQL": "project = LIB AND labels = alma",
    "OPENATHENS_QUEUE_JQL": "project = LIB AND labels = openathens",
    "OPENATHENS_URL": "http://127.0.0.1:9",
    "OPENATHENS_DOMAIN": "lib.example.edu",
}


def test_an_approved_openathens_key_is_left_to_the_staff_with_no_order(keydesk_with: Callable[..., World]) -> None:
    keydesk = keydesk_with(**SETTINGS)
    ticket = keydesk.open(WORDS, "OpenAthens API key", labels=["openathens"])
    keydesk.settle()
    assert "openathens-key-review" in keydesk.labels(ticket)
    keydesk.approve(ticket, label="openathens-key-approved")
    keydesk.settle()
    keydesk.look(ticket)
    assert keydesk.orders() == []
    assert [each for each in keydesk.internal(ticket) if "does not issue keys for OpenAthens yet" in each] == [
        keydesk.internal(ticket)[-1]
    ]
