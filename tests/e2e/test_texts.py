"""Every comment as people read it, word for word; times and names of orders apart."""

import calendar
import re
from datetime import timedelta

import pytest

from app.demo.helpdesk.faults import Fault
from tests.e2e.stage import Stage
from tests.e2e.world import DANAS_ADDRESS, NewWorld, World

BIBS = {"bibs": "read-only"}
SIGNED = "Keydesk, automatic assistant of LSIS"
JUST_REPLY = (
    "Just reply here or to this e-mail, in your own words. Not sure? Tell us what the key should look up or change, and"
    " a colleague will help you choose. (I read text, not attachments or links.)"
)
A_PERSON = f"{SIGNED}. A person decides about every key."
ENVIRONMENT = (
    "Environment. Should the key work in production (the real Alma), in the premium sandbox (the test copy), or in"
    " both? Both means two keys."
)
HOW_TO_DECIDE = [
    "Approve: label alma-key-approved",
    "Decline: tell the requester why, then label alma-key-denied",
    "Keep me out: label keydesk-off",
    "Any reviewer except the requester can do this. What stands here is what will be issued, whatever else the ticket"
    " says; attachments were not read.",
]
PATRONS = "Bibs read-only also shows loans and requests of patrons."
WORDS = (
    "We need an Alma API key for spine labels at Lilly and Music: it scans a barcode and fetches the call number."
    " Production, read-only on Bibs is plenty."
)
MOST_LINES = 10
MONTHS = "|".join(calendar.month_name[1:])


def lines(keydesk: World, ticket: str, comment: str) -> list[str]:
    """Without empty lines; the ticket's key is KEY, moments are TIME, days DAY."""
    told = comment.replace(keydesk.ref(ticket), "KEY")
    told = re.sub(r"\w{3} \d{1,2} \w+ \d{4}, \d\d:\d\d UTC", "TIME", told)
    told = re.sub(rf"\b\d{{1,2}} (?:{MONTHS})\b", "DAY", told)
    return [line for line in re.sub(r"\b\d\d:\d\d\b", "TIME", told).splitlines() if line.strip()]


def public(keydesk: World, ticket: str) -> list[str]:
    """The newest public comment, which holds to what all of them promise."""
    told = lines(keydesk, ticket, keydesk.public(ticket)[-1])
    assert len(told) <= MOST_LINES
    assert told[-1].startswith(SIGNED)
    assert DANAS_ADDRESS not in "".join(told)
    return told


def internal(keydesk: World, ticket: str) -> list[str]:
    return lines(keydesk, ticket, keydesk.internal(ticket)[-1])


def test_the_question_for_one_thing(keydesk: World) -> None:
    ticket = keydesk.request("")
    keydesk.settle()
    assert public(keydesk, ticket) == [
        "Hello,",
        "thank you. One thing is still open before LSIS can review your request:",
        f"1. {ENVIRONMENT}",
        "Understood so far: Bibs read-only, for Spine labels at Lilly.",
        JUST_REPLY,
        A_PERSON,
    ]


def test_the_question_for_all_that_can_be_missing_with_a_suggestion(keydesk: World) -> None:
    ticket = keydesk.open("Please give us an Alma API key. It has to do with invoices.", "API key")
    keydesk.settle()
    told = public(keydesk, ticket)
    assert [each.partition(".")[0] for each in told[2:-3]] == ["1", "2", "3", "4"]
    assert [each.split(".")[1].strip() for each in told[2:-3]] == ["Project", "Environment", "Areas", "Access"]
    assert told[1] == "thank you. Four things are still open before LSIS can review your request:"
    assert told[4].endswith("Task-lists (requests, pick lists) · Users (patrons, loans, fines)")
    assert told[-3] == "You mention invoices: that is usually Acquisition. Is that right?"
    assert told[-2:] == [JUST_REPLY, A_PERSON]


def test_the_question_why_configuration_is_to_be_written_to(keydesk: World) -> None:
    ticket = keydesk.request("production and premium sandbox", areas="Bibs, Configuration", access="read/write")
    keydesk.settle()
    assert public(keydesk, ticket)[2:4] == [
        "1. Why read/write on Configuration? It is generally not given. If the application cannot do without it, please"
        " explain in full what it must change and why nothing else will do; LSIS reviews that. If read-only is enough,"
        " just say so.",
        "Understood so far: production and premium sandbox: Bibs and Configuration read/write, for Spine labels at"
        " Lilly.",
    ]


def test_when_a_person_takes_over(keydesk: World) -> None:
    ticket = keydesk.request("")
    keydesk.settle()
    keydesk.say(ticket, "What is that?")
    keydesk.settle()
    assert public(keydesk, ticket) == ["Thank you. A colleague from LSIS will answer this.", SIGNED]
    assert internal(keydesk, ticket) == [
        'Needs a person. The requester writes: "What is that?". Still open: environment.',
        "I read their next reply again and go on from there. keydesk-off keeps me out of this ticket.",
    ]


def test_the_review(keydesk: World) -> None:
    ticket = keydesk.open(WORDS, "API key")
    keydesk.settle()
    assert public(keydesk, ticket) == [
        "Hello,",
        "your request is complete and is now with LSIS for review. This is what they see:",
        "Alma production, one key: Bibs read-only",
        "For: spine labels at Lilly and Music",
        "Goes to: you (d…@lib.example.edu), by a 1Password link",
        "Something wrong? Reply here. Otherwise there is nothing to do.",
        SIGNED,
    ]
    assert internal(keydesk, ticket) == [
        "To review: 1 key, production. Nothing unusual.",
        'Production: Bibs read-only ("Production", "read-only")',
        "For: spine labels at Lilly and Music",
        f"Who: Dana Whitfield, {DANAS_ADDRESS}",
        PATRONS,
        *HOW_TO_DECIDE,
    ]


def test_the_review_of_two_keys_and_of_all_that_is_worth_a_second_look(keydesk: World) -> None:
    ravi = keydesk.scene.people.ravi
    words = (
        "We need Alma API keys for the kiosk, production and premium sandbox: Users read/write, Bibs read-only. "
        "An older key of ours is l8xx00112233445566778899aabbccddeeff"
    )
    ticket = keydesk.open(words, "API key", by=ravi)
    keydesk.settle()
    told = lines(keydesk, ticket, keydesk.public(ticket)[-1])
    assert told[2:-3] == [
        *("Alma production", "Alma premium sandbox"),
        *("Bibs", "read-only", "read-only"),
        *("Users", "read/write", "read/write"),
        "For: the kiosk",
    ]
    assert internal(keydesk, ticket)[0] == (
        "To review: 2 keys, production and premium sandbox. Please look at: patron data (Users) · goes outside the"
        " library (ravi@vendor.example.com) · write in production."
    )
    assert "A key value was pasted into this ticket (ends in eeff). Treat it as public." in internal(keydesk, ticket)
    assert "l8xx" not in "".join(keydesk.comments(ticket))


def test_the_order(keydesk: World) -> None:
    ticket, _ = keydesk.ordered(areas="Bibs, Users")
    assert internal(keydesk, ticket) == [
        "@Jane Roe, approved, thank you. One key to make (about two minutes):",
        "developers.exlibrisgroup.com → Manage API Keys → Add API Key",
        "Name: KEY spine-labels-at-lilly production",
        "Add Permission: Bibs · Production · Read-only; Users · Production · Read-only. Nothing else.",
        "Look again at the environment (Production): Alma cannot tell me. Save, copy the key and run keydesk deposit"
        " KEY-production. It is checked at Alma and then goes to the requester by itself.",
        "Never paste the key here. Without the command: in 1Password, in the vault where keys are handed in, a new API"
        " Credential with exactly that name as title. Anyone of LSIS can do this.",
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            BIBS | {"users": "read-only"},
            "can do more than approved: Users can also be read. In the Developer Network please remove the row Users;"
            " leave the rest.",
        ),
        (
            {"bibs": "read-write"},
            "can do more than approved: Bibs can also be written. In the Developer Network please set the row Bibs to"
            " Read-only; leave the rest.",
        ),
    ],
)
def test_a_key_that_has_to_be_mended(keydesk: World, rows: dict[str, str], told: str) -> None:
    ticket, order = keydesk.ordered()
    keydesk.put_into_vault(order, keydesk.scene.make_key("production", rows))
    keydesk.sweep()
    assert internal(keydesk, ticket) == [
        f"The key for KEY spine-labels-at-lilly production {told} I check again every few minutes for an hour. Nothing"
        " has been sent to the requester."
    ]


def test_a_stock_key_that_is_not_right(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    keydesk.scene.alma.edit_key(value, BIBS | {"users": "read-only"})
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    [told] = [each for each in keydesk.internal(ticket) if "from the stock" in each]
    assert lines(keydesk, ticket, told) == [
        f"A key from the stock is not right: stock sandbox, ending in {value[-4:]}, can do more than approved: Users"
        " can also be read. I have set it aside, and this ticket gets another one. Nothing has been sent to the"
        " requester.",
        "No hurry: in the Developer Network please make it what its tags in 1Password say and take the tag"
        " aside:not-right off, or delete it there and archive the item.",
    ]


def test_the_delivery_and_the_request_to_name_the_key(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    assert public(keydesk, ticket) == [
        "Hello,",
        "your key is ready: Alma premium sandbox, Bibs read-only.",
        "Open your key (only for d…@lib.example.edu, until TIME)",
        "1Password asks for your e-mail address and mails you a code. The key is shown once: save it before you close"
        " the page. Page closed, link expired? Reply here and a colleague will help.",
        "Checked at Alma on DAY: it reads Bibs, cannot write there and is refused in the seven other areas and in"
        " Partners, which nobody can ask for here.",
        "Please keep it to this use (another use gets its own key) and out of mail, tickets and code.",
        "All keys share one daily limit: talk to us before anything of more than 10,000 calls a day.",
        SIGNED,
    ]
    assert internal(keydesk, ticket) == [
        f"One small thing, no hurry: the key ending in {value[-4:]} came from the stock and now belongs to this ticket."
        " Please give it its name in the Developer Network, so that usage reports show whose it is:"
        " KEY spine-labels-at-lilly sandbox"
    ]


def test_what_could_not_be_tested_is_said_and_nothing_is_claimed_of_it(keydesk: World) -> None:
    ticket, order = keydesk.ordered(areas="Electronic")
    keydesk.hand_in(order, keydesk.scene.make_key("production", {"electronic": "read-only"}))
    keydesk.settle()
    [checked] = [line for line in public(keydesk, ticket) if line.startswith("Checked")]
    assert checked == (
        "Checked at Alma on DAY: it reads Electronic and is refused in the seven other areas and in Partners,"
        " which nobody can ask for here."
        " Whether it could also write in Electronic cannot be tested without changing data."
    )


def test_near_misses(keydesk: World) -> None:
    ticket, people = keydesk.reviewed(), keydesk.scene.people
    keydesk.approve(ticket, people.eve, "alma-key-aproved")
    keydesk.settle()
    assert internal(keydesk, ticket) == [
        "There is a label alma-key-aproved. Did you mean alma-key-approved? I act on the exact name only."
    ]
    keydesk.say(ticket, "Approved.", people.eve, public=False)
    keydesk.say(ticket, "Approved!", people.jane)
    keydesk.settle()
    assert internal(keydesk, ticket) == [
        '@Jane Roe, you wrote "approved". To make it count please set the label alma-key-approved: a comment is too'
        " easy to fake."
    ]
    comments = keydesk.comments(ticket)
    keydesk.say(ticket, "I approve", people.omar)
    keydesk.sweep()
    assert keydesk.comments(ticket) == comments
    assert keydesk.shares() == 0


def test_a_refusal(keydesk: World) -> None:
    ticket = keydesk.reviewed(by=keydesk.scene.people.jane)
    keydesk.approve(ticket)
    keydesk.settle()
    assert internal(keydesk, ticket) == [
        "@Jane Roe, I could not take alma-key-approved and have removed it. No key was made.",
        "Why: it is your own request, and a key needs a second pair of eyes.",
        "What now: another reviewer can set the label; nothing else is needed.",
    ]


def test_a_refusal_names_what_changed_and_when_the_label_was_set(keydesk: World) -> None:
    desk, dana = keydesk.scene.desk, keydesk.scene.people.dana
    ticket = keydesk.open(WORDS, "API key")
    keydesk.settle()
    desk.webhooks.hold()
    keydesk.approve(ticket)
    desk.edit(ticket, dana, description=WORDS.replace("Bibs", "Bibs and Users"))
    desk.webhooks.release()
    keydesk.settle()
    told = [each for each in keydesk.internal(ticket) if "I could not take" in each]
    assert lines(keydesk, ticket, told[-1])[1] == (
        "Why: the request changed after your label at TIME: Users read-only in production was added."
    )


def test_a_refusal_of_what_came_too_early_says_where_the_review_is(keydesk: World) -> None:
    ticket = keydesk.request("")
    keydesk.settle()
    keydesk.approve(ticket)
    keydesk.settle()
    assert internal(keydesk, ticket)[1:] == [
        "Why: it came before there was a complete request to read.",
        "What now: my review will follow; if you agree, please set it again.",
    ]


def test_a_denial_with_and_without_a_reason(keydesk: World) -> None:
    desk, omar = keydesk.scene.desk, keydesk.scene.people.omar
    plain, explained = keydesk.reviewed(), keydesk.reviewed(purpose="Kiosk")
    keydesk.say(explained, "Analytics has that as a report already.", by=omar)
    for ticket, reason in ((plain, ""), (explained, " The reason is in the comment above.")):
        desk.label(ticket, "alma-key-denied", by=omar)
        keydesk.settle()
        assert public(keydesk, ticket) == [
            "Hello,",
            f"LSIS has decided not to issue this key; no key was made.{reason} If something changes, reply here and we"
            " look at it again.",
            SIGNED,
        ]


def test_a_ticket_about_a_key_that_exists(keydesk: World) -> None:
    ticket = keydesk.open("The API key of our kiosk stopped working yesterday: UNAUTHORIZED.", "Alma API key broken")
    keydesk.settle()
    assert keydesk.public(ticket) == []
    assert internal(keydesk, ticket) == [
        "For a person: this ticket seems to be about a key or a link that does not work, not about a new key. I say"
        " nothing to the requester. If it does ask for a new key, label keydesk-on."
    ]


def test_nobody_to_send_a_link_to(keydesk_with: NewWorld, library: Stage) -> None:
    library.scene.desk.change_address(library.scene.people.dana, DANAS_ADDRESS, shown=False)
    keydesk = keydesk_with()
    ticket = keydesk.request()
    keydesk.settle()
    assert internal(keydesk, ticket) == [
        "Needs a person. The request is complete, but I cannot send a link to anybody: the help desk does not show the"
        " reporter's address.",
        "Whoever operates Keydesk can add the account and its address to KEYDESK_PEOPLE. I look again with every change"
        " on this ticket.",
    ]


def test_a_ticket_that_was_given_up(keydesk: World) -> None:
    keydesk.scene.vault.account.allowed_domains = frozenset({"other.example.edu"})
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    assert internal(keydesk, ticket) == [
        "Needs a person. 1Password will not share with this address (account policy). Please tell the operator. Nothing"
        " more happens here by itself. When it is put right, an operator runs keydesk retry on this ticket."
    ]


def test_an_approval_that_has_waited_for_an_hour(keydesk: World) -> None:
    ticket = keydesk.reviewed()
    keydesk.scene.desk.faults.add(Fault("GET .*/user/groups", times=None, status=403))
    keydesk.approve(ticket)
    keydesk.settle()
    keydesk.pass_time(timedelta(minutes=70), step=timedelta(minutes=35))
    assert internal(keydesk, ticket) == [
        "@Jane Roe, alma-key-approved is still waiting. No key was made.",
        "Why: I cannot reach Jira's group list to confirm that you are a reviewer.",
        "What now: nothing; I go on trying, and tell you when it is done.",
    ]


def test_peoples_words_are_words_and_no_markup(keydesk: World) -> None:
    ticket = keydesk.reviewed("production and premium sandbox", purpose="labels for [kiosk](now)")
    bodies = [each.body for each in keydesk.scene.desk.ticket(ticket).comments]
    assert "{'type': 'text', 'text': 'labels for [kiosk](now)'}" in str(bodies)
    tables = [node for body in bodies for node in body["content"] if node["type"] == "table"]
    assert [len(row["content"]) for table in tables for row in table["content"]] == [3, 3]
