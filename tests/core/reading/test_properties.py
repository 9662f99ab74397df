"""What holds of every text: nothing makes the reader fall, and nothing but the requester's own words grants."""

from dataclasses import fields
from typing import Any

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from app.core.reading import Asks, Message, Reading, Role, read
from app.core.reading.text.clean import clean
from app.main import CATALOGUES
from tests.core.reading.tickets import TICKETS, Ticket, beyond, messages_of, read_ticket

ALMA = CATALOGUES["alma"]
WORDS = (
    *("production", "sandbox", "Bibs", "Users", "acq", "Configuration", "read-only", "read/write", "all areas", "both"),
    *("API key", "We need", "please", "not", "except", "only", "also", "yes", "no", "actually", "for", "and", "or"),
    *(":", ",", ".", "?", "|", "||", "[x]", "[ ]", "*", ">", "\n", "\n\n", "{quote}", "<br>", "&nbsp;", "GET", "/bibs"),
)
MIXED = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=30).map(" ".join)
PLAIN = st.lists(st.sampled_from([word for word in WORDS if clean(word).text == word]), max_size=30).map(" ".join)
ROLES = st.sampled_from(Role)
ASKING = [ticket for ticket in TICKETS if "expect" in ticket]
STATED = st.builds(
    "We need an API key for {}: {}, {}.".format,
    st.sampled_from(("production", "the sandbox", "both environments")),
    st.sampled_from(("all areas", "Users", "Configuration and Electronic", "Bibs and Courses")),
    st.sampled_from(("read/write", "read-only", "full access")),
)
NEUTRAL = st.builds(
    "{} {} {}.".format,
    st.sampled_from(("The weather", "Our dog", "My train", "The coffee machine", "Lunch", "The choir", "My neighbour")),
    st.sampled_from(("was", "is", "seems", "will be", "has never been")),
    st.sampled_from(("late again", "rather loud", "lovely this week", "better than last year", "as it always is")),
)


def _read(*texts: str) -> Reading:
    return read([Message(Role.REQUESTER, text) for text in texts], ALMA)


@given(st.lists(st.builds(Message, ROLES, MIXED), min_size=1, max_size=4), st.sampled_from(sorted(CATALOGUES)))
@settings(max_examples=50)
def test_any_text_is_read_and_the_evidence_lies_within_it(messages: list[Message], service: str) -> None:
    for each in read(messages, CATALOGUES[service]).evidence:
        assert 0 <= each.start < each.end <= len(messages[each.message].text)


@given(st.text())
@example("\ud800")
@example("\0")
@settings(max_examples=80)
def test_any_unicode_is_read(text: str) -> None:
    assert _read(text, text).asks is Asks.NONE


@given(st.lists(st.builds(Message, ROLES, PLAIN), min_size=1, max_size=3))
@settings(max_examples=100)
def test_evidence_tells_the_words_that_stand_at_its_offsets(messages: list[Message]) -> None:
    assume(all(clean(message.text).text == message.text for message in messages))
    for each in read(messages, ALMA).evidence:
        assert messages[each.message].text[each.start : each.end] == each.words


def test_evidence_of_the_annotated_tickets_tells_the_words_that_stand_at_its_offsets() -> None:
    seen = 0
    for ticket in TICKETS:
        messages = messages_of(ticket)
        for each in read_ticket(ticket).evidence:
            text = messages[each.message].text
            if clean(text).text == text:
                assert text[each.start : each.end] == each.words
                seen += 1
    assert seen > len(TICKETS)


@given(st.sampled_from(ASKING), NEUTRAL, st.data())
@settings(max_examples=150)
def test_a_sentence_about_something_else_never_adds_a_grant(ticket: Ticket, sentence: str, data: Any) -> None:
    messages = list(messages_of(ticket))
    at = data.draw(st.integers(0, len(messages) - 1), "message")
    # In front of a "no" it would be what that answers, and an automatic reply would not begin like one.
    longer = f"{messages[at].text}\n\n{sentence}"
    messages[at] = Message(messages[at].by, longer)
    reading = read(messages, CATALOGUES[ticket["service"]])
    assert not beyond(reading.keys, read_ticket(ticket).keys, ticket["service"])


@given(st.sampled_from(ASKING), NEUTRAL)
@settings(max_examples=50)
def test_a_later_message_about_something_else_never_adds_a_grant(ticket: Ticket, sentence: str) -> None:
    reading = read((*messages_of(ticket), Message(Role.REQUESTER, sentence)), CATALOGUES[ticket["service"]])
    assert not beyond(reading.keys, read_ticket(ticket).keys, ticket["service"])


@given(
    STATED,
    st.sampled_from(
        (
            "> {}",
            "{{quote}}\n{}\n{{quote}}",
            "bq. {}",
            "<blockquote>{}</blockquote>",
            "On Mon, 3 Mar 2025 at 09:14, Ulla Brandt <ulla@example.edu> wrote:\n> {}",
            "Am 03.03.2025 um 09:14 schrieb Ulla Brandt:\n> {}",
            "-----Original Message-----\nFrom: Ulla Brandt\nSent: Monday, 3 March 2025 09:14\n"
            "To: Pavel Mokry\nSubject: key\n\n{}",
        )
    ),
    st.booleans(),
)
@settings(max_examples=100)
def test_quoted_words_grant_nothing(words: str, quoted: str, later: bool) -> None:
    asked = "Alma key for Ledger\n\nLedger checks our spending. We need an Alma API key."
    quotation = "See below.\n\n" + quoted.format(words)
    reading = _read(asked, quotation) if later else _read(f"{asked}\n\n{quotation}")
    assert not any(key.environment or key.grants for key in reading.keys)


@given(
    st.sampled_from(("l7xx", "l8xx")),
    st.text("0123456789abcdef", min_size=32, max_size=32),
    st.sampled_from(TICKETS),
    st.sampled_from(("{}", "The old key is {}.", "For {}", "Project: {}", "> {}", "production {} Bibs", "`{}`")),
)
@settings(max_examples=100)
def test_a_pasted_key_stands_in_no_part_of_a_reading(form: str, digits: str, ticket: Ticket, around: str) -> None:
    key = form + digits
    messages = list(messages_of(ticket))
    messages[0] = Message(Role.REQUESTER, messages[0].text + "\n\n" + around.format(key))
    reading = read((*messages, Message(Role.REQUESTER, around.format(key))), CATALOGUES[ticket["service"]])
    for each in fields(reading):
        assert key[:-4] not in str(getattr(reading, each.name))
        assert digits[:-4] not in str(getattr(reading, each.name))


def test_the_last_four_of_a_pasted_key_may_be_told() -> None:
    key = "l8xx" + "0123456789abcdef" * 2
    reading = _read(
        f"Alma API key for Ledger {key}\n\nLedger replaces the program with {key}, production, Bibs read-only."
    )
    assert "cdef" in str(reading)
    assert key not in str(reading)


@given(st.sampled_from(TICKETS), st.sampled_from((Role.AGENT, Role.BOT)), st.one_of(STATED, PLAIN, MIXED))
@settings(max_examples=80)
def test_the_words_of_others_alone_change_nothing(ticket: Ticket, by: Role, words: str) -> None:
    messages, catalogue = messages_of(ticket), CATALOGUES[ticket["service"]]
    assert read((*messages, Message(by, words)), catalogue) == read(messages, catalogue)
