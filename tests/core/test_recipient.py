"""To whom a key may go: one person's own address, looked at closely, or nobody."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.recipient import NoRecipient, find_recipient, is_inside, masked
from app.core.request import Recipient
from app.core.ticket import AccountKind
from tests.core.build import DANA, POLICY, RULE, person


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("dana@duke.edu", "dana@duke.edu"),
        (" dana@duke.edu ", "dana@duke.edu"),
        ("Dana@DUKE.edu", "Dana@duke.edu"),
        ("d.a+x_y'z-1@lib.duke.edu", "d.a+x_y'z-1@lib.duke.edu"),
        ("dana@b\u00fccher.example", "dana@xn--bcher-kva.example"),
        ("dana@B\u00dcCHER.example", "dana@xn--bcher-kva.example"),
        ("dana@xn--bcher-kva.example", "dana@xn--bcher-kva.example"),
        ("dana@duke\u3002edu", "dana@duke.edu"),
        ("a@" + ".".join(["x" * 60] * 4), "a@" + ".".join(["x" * 60] * 4)),
    ],
)
def test_an_address_is_kept_in_one_form(address: str, kept: str) -> None:
    assert find_recipient(DANA, address, POLICY) == Recipient("dana", kept)


@pytest.mark.parametrize(
    "address",
    [
        "d\u0430na@duke.edu",
        "dana",
        "dana@",
        "@duke.edu",
        "dana@duke@evil.example",
        "dana@duke.edu,eve@evil.example",
        "dana@duke.edu, eve@evil.example",
        "Dana <dana@duke.edu>",
        '"dana"@duke.edu',
        "dana @duke.edu",
        "dana\n@duke.edu",
        "dana\x00@duke.edu",
        "dana\u200b@duke.edu",
        "dana@duke",
        "dana@duke.edu.",
        "dana@duke..edu",
        "dana@.duke.edu",
        "dana@-duke.edu",
        "dana@du ke.edu",
        "dana@[127.0.0.1]",
        "dana@duke.edu\u0000",
        "dana@\u202eude.ekud",
        "a" * 246 + "@duke.edu",
        "a@" + ".".join(["\u00fc" * 40] * 6),
        "dana@" + "x" * 64 + ".edu",
    ],
)
def test_a_doubtful_address_is_nobodys(address: str) -> None:
    assert find_recipient(DANA, address, POLICY) is NoRecipient.BAD_ADDRESS


def test_the_longest_address_is_254_characters() -> None:
    assert find_recipient(DANA, "a" * 245 + "@duke.edu", POLICY) == Recipient("dana", "a" * 245 + "@duke.edu")


@given(st.text(max_size=40))
def test_whatever_an_account_shows_there_is_one_plain_address_or_none(address: str) -> None:
    found = find_recipient(DANA, address, POLICY)
    if isinstance(found, Recipient):
        assert found.address.isascii()
        assert found.address.isprintable()
        assert found.address.count("@") == 1
        assert find_recipient(DANA, found.address, POLICY) == found


@pytest.mark.parametrize(
    ("reporter", "address", "why"),
    [
        (None, "dana@duke.edu", NoRecipient.NOBODY),
        (replace(DANA, active=False), "dana@duke.edu", NoRecipient.INACTIVE),
        (RULE, "automation@duke.edu", NoRecipient.APP),
        (person("desk"), "desk@duke.edu", NoRecipient.SHARED),
        (DANA, None, NoRecipient.NO_ADDRESS),
        (DANA, "", NoRecipient.NO_ADDRESS),
    ],
)
def test_who_gets_nothing(reporter: object, address: str | None, why: NoRecipient) -> None:
    policy = replace(POLICY, shared_accounts=frozenset({"desk"}))
    assert find_recipient(reporter, address, policy) is why  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [AccountKind.HUMAN, AccountKind.CUSTOMER])
def test_staff_and_portal_customers_alike_may_receive_a_key(kind: AccountKind) -> None:
    assert isinstance(find_recipient(replace(DANA, kind=kind), "dana@duke.edu", POLICY), Recipient)


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("dana@duke.edu", True),
        ("dana@DUKE.edu", True),
        ("dana@lib.duke.edu", False),
        ("dana@duke.edu.evil.example", False),
        ("dana@notduke.edu", False),
    ],
)
def test_inside_is_exactly_the_librarys_own_domains(address: str, inside: bool) -> None:
    assert is_inside(address, POLICY) is inside


def test_a_star_is_everywhere_and_nothing_is_nowhere() -> None:
    assert is_inside("eve@evil.example", replace(POLICY, domains=frozenset({"*"})))
    assert not is_inside("dana@duke.edu", replace(POLICY, domains=frozenset()))


def test_the_public_sees_the_first_letter_and_the_domain() -> None:
    assert masked("dana@duke.edu") == "d…@duke.edu"
