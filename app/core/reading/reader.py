"""A first reader: forms and short answers, in plain words. It states nothing that stands in a sentence."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from app.core.catalogue import Area, Catalogue, Environment, Level
from app.core.reading.types import Asks, Evidence, KeyAsked, Message, Missing, Reading, Role

_REQUEST = re.compile(r"\b(need|like|want|could|can|please|request|requests)\b[^.!?\n]*\bkeys?\b|\bkey request\b", re.I)
_LABEL = re.compile(r"^[\s*#\-]*([^:\n(]{2,60})(\([^)\n]*\))?\s*:[\s*]*(.+)$")
_PURPOSE = re.compile(r"project|integration|purpose|what for", re.I)
_NOISE = frozenset("and on for in the please access to key an a only api area areas environment level is it".split())


def read(messages: Sequence[Message], catalogue: Catalogue) -> Reading:
    """What the requester's messages, oldest first, ask of the service."""
    own = [(index, each) for index, each in enumerate(messages) if each.by is Role.REQUESTER]
    if not any(_REQUEST.search(each.text) for _, each in own):
        return Reading(Asks.NONE, _keys(catalogue, {}, {}, {}), tuple(Missing))
    evidence: dict[str, list[Evidence]] = {"environment": [], "area": [], "level": []}
    purpose = ""
    for index, message in own:
        found, told = _message(index, message.text, catalogue)
        purpose = told or purpose
        for kind, items in found.items():
            evidence[kind] = items or evidence[kind]
    environments, areas, levels = ({e.claim.partition("=")[2]: e for e in evidence[k]} for k in evidence)
    keys = _keys(catalogue, environments, areas, levels)
    return Reading(
        Asks.NEW,
        keys,
        _missing(keys, purpose, levels),
        evidence=tuple(chain.from_iterable(evidence.values())),
        purpose=purpose,
    )


def _message(index: int, text: str, catalogue: Catalogue) -> tuple[dict[str, list[Evidence]], str]:
    found: dict[str, list[Evidence]] = {"environment": [], "area": [], "level": []}
    purpose, start = "", 0
    for line in text.split("\n"):
        label = _LABEL.match(line)
        value, offset = (label[3], start + label.start(3)) if label else (line, start)
        if label and _PURPOSE.search(label[1]):
            purpose = " ".join(value.split())[:120]
        elif not line.lstrip().startswith(">"):
            for kind, claims in _mentions(index, value, offset, catalogue).items():
                found[kind] += claims
        start += len(line) + 1
    return found, purpose


def _mentions(index: int, value: str, offset: int, catalogue: Catalogue) -> dict[str, list[Evidence]]:
    """The value's mentions, if it says nothing else; a slash between two levels or environments is a printed option."""
    found: dict[str, list[Evidence]] = {}
    rest = value
    parts: tuple[tuple[str, Iterable[Environment | Area | Level]], ...] = (
        ("level", catalogue.levels),
        ("environment", catalogue.environments),
        ("area", catalogue.areas),
    )
    for kind, each in parts:
        found[kind] = []
        for item in each:
            match = re.search(rf"\b({'|'.join(map(_spelling, _words(item)))})\b", rest, re.I)
            if match:
                start = offset + match.start()
                found[kind].append(Evidence(f"{kind}={item.id}", index, start, offset + match.end(), match[0]))
                rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
    left = set(re.findall(r"\w+", rest.lower())) - _NOISE
    return {} if left or len(found["level"]) > 1 else found


def _words(item: Environment | Area | Level) -> tuple[str, ...]:
    return (*item.words, *item.common) if isinstance(item, Area) else item.words or (item.title,)


def _spelling(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"[\s/-]*(?:and\s+)?")


def _keys(
    catalogue: Catalogue,
    environments: Mapping[str, Evidence],
    areas: Mapping[str, Evidence],
    levels: Mapping[str, Evidence],
) -> tuple[KeyAsked, ...]:
    level = next(iter(levels)) if len(levels) == 1 else None
    asked = [each.id for each in catalogue.areas if each.id in areas or len(catalogue.areas) == 1]
    where = [
        *(each.id for each in catalogue.environments if each.id in environments or len(catalogue.environments) == 1)
    ]
    if not where:
        return (KeyAsked(None, dict.fromkeys(asked, level)),)
    return tuple(KeyAsked(each, dict.fromkeys(asked, level)) for each in where)


def _missing(keys: tuple[KeyAsked, ...], purpose: str, levels: Mapping[str, Evidence]) -> tuple[Missing, ...]:
    gaps = {
        Missing.DESCRIPTION: not purpose,
        Missing.ENVIRONMENT: keys[0].environment is None,
        Missing.AREA: not keys[0].grants,
        Missing.ACCESS: len(levels) != 1,
    }
    return tuple(gap for gap, open_ in gaps.items() if open_)
