import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.naming import key_name, link_id, order_code


@pytest.mark.parametrize(
    ("purpose", "serial", "name"),
    [
        ("spine labels", 0, "LIB-412 spine-labels production"),
        ("Spine Labels at Lilly and Music", 0, "LIB-412 spine-labels-at-lilly production"),
        ("spine labels", 2, "LIB-412 spine-labels production 2"),
        ("exactly-twenty-four-char", 0, "LIB-412 exactly-twenty-four-char production"),
        ("exactly-twenty-four-chars", 0, "LIB-412 exactly-twenty-four production"),
        ("a" * 30, 0, f"LIB-412 {'a' * 24} production"),
        ("Caf\u00e9 r\u00e9serv\u00e9", 0, "LIB-412 cafe-reserve production"),
        ("\u041a\u043b\u044e\u0447", 0, "LIB-412 production"),
        ("", 0, "LIB-412 production"),
        ("our new spine label printer", 0, "LIB-412 spine-label-printer production"),
        ("The", 0, "LIB-412 the production"),
        ("`rm -rf /` & <b>", 0, "LIB-412 rm-rf-b production"),
    ],
)
def test_the_name_of_a_key(purpose: str, serial: int, name: str) -> None:
    assert key_name("LIB-412", purpose, "production", serial) == name


@given(st.text())
def test_nothing_but_plain_words_comes_into_a_name(purpose: str) -> None:
    words = key_name("LIB-412", purpose, "production", 0).split(" ")
    assert words[0] == "LIB-412"
    assert words[-1] == "production"
    assert len(words) <= 3
    assert len(words) == 2 or (
        1 <= len(words[1]) <= 24 and set(words[1]) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    )


@pytest.mark.parametrize(("serial", "code"), [(0, "LIB-412-production"), (1, "LIB-412-production-1")])
def test_the_code_of_an_order(serial: int, code: str) -> None:
    assert order_code("LIB-412", "production", serial) == code


def test_a_link_is_known_by_the_tickets_number_which_survives_a_move() -> None:
    assert link_id("10021", "sandbox", 0) == "keydesk:10021:sandbox:0"
