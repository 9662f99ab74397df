import copy
import json
import pickle
from dataclasses import asdict, dataclass

import pytest

from app.core.secret import Secret

VALUE = "l8xx" + "5ec2e7" * 5 + "1a2b"


@dataclass(frozen=True, slots=True)
class Holder:
    secret: Secret


def test_only_reveal_gives_the_value() -> None:
    assert Secret(VALUE).reveal() == VALUE


def test_the_last_four_are_told_and_nothing_of_a_short_value() -> None:
    assert Secret(VALUE).last4 == "1a2b"
    assert Secret("opensesame").last4 == ""


def test_a_repr_tells_nothing_also_inside_other_objects() -> None:
    assert VALUE not in repr(Secret(VALUE)) + repr(Holder(Secret(VALUE))) + repr([Secret(VALUE)])
    assert VALUE[-4:] not in repr(Holder(Secret(VALUE)))


@pytest.mark.parametrize(
    "use",
    [
        str,
        format,
        "{}".format,
        "%s".__mod__,
        pickle.dumps,
        copy.copy,
        copy.deepcopy,
        json.dumps,
        lambda secret: secret == VALUE,
        lambda secret: secret != secret,
        lambda secret: secret in [VALUE],
        lambda secret: {secret},
        lambda secret: asdict(Holder(secret)),
        vars,
    ],
)
def test_whatever_would_show_compare_or_copy_it_fails_without_telling(use: object) -> None:
    with pytest.raises(TypeError) as caught:
        use(Secret(VALUE))  # type: ignore[operator]
    assert VALUE not in str(caught.value)
