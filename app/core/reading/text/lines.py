"""Whose words each line holds: the writer's own, code that he shows, or nobody's that count.

Left out are quotations, forwarded mail, signatures, disclaimers, hidden text, and text that tries to steer whoever
reads it. Left out means: it states nothing. What is in doubt here is left out, so that it is asked about.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import takewhile
from typing import NamedTuple

from app.core.reading.text.clean import CODE, FENCE, HIDE, PRE, QUOTE, SHOW, VERBATIM
from app.core.reading.text.steering import steering_in
from app.core.reading.text.tokens import tokenise
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Lexicon, Term
from app.core.reading.vocabulary.topics import Topic, is_label_word, topic_of


class Whose(Enum):
    OWN = auto()
    CODE = auto()
    QUOTED = auto()
    NOBODYS = auto()


class Line(NamedTuple):
    start: int
    end: int
    text: str
    whose: Whose = Whose.OWN

    @property
    def blank(self) -> bool:
        return not self.text.strip(" \t*_|")


_WROTE = re.compile(
    r"^\W*(?:on|am|le|el|op|il|den|em)\b.{4,150}\b(?:wrote|schrieb|écrit|escribió|schreef|scritto|escreveu)\b", re.I
)
_FORWARDED = re.compile(
    r"^\W*(?<=--)\s*(?:original message|original appointment|forwarded|ursprüngliche|weitergeleitete|message d'origine)"
    r"|^\W*begin forwarded message|^_{20,}$",
    re.I,
)
_FROM = re.compile(r"^[\s*]*(?:from|von|de|van)[\s*]*:[\s*]*\S", re.I)
_HEADER = re.compile(r"^[\s*]*(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|objet)[\s*]*:", re.I)
_SIGN_OFF = re.compile(
    r"^\W*(?:(?:many |kind|best|warm|with|all|the|my|very|sincere|friendly|most|and|again|in advance|for your"
    r"|kindest|warmest"
    r"|help|time|you|so much|a lot|a million|truly|faithfully|yours|patience|from|greetings from)\W+)*"
    r"(?:thanks|thank you|thx|thnx|thnaks|tia|cheers|regards|rgds|br|kr|mfg|best|wishes|greetings|sincerely"
    r"|cordially|yours"
    r"|respectfully|gratefully|ciao|ta|merci|danke|gracias|grüße|take care|all the best|warmly|vg)\b"
    r"(?:\W+(?:and|best|kind|warm|regards|wishes|thanks|again|in advance|so much|a lot|everyone|all|you|for your"
    r" help|truly"
    r"|from|very much|a bunch|a million|cheers|for|your|kind|help|time|support|patience|the|with|this))*\W*"
    r"(?:[-,~/]?\s*[^\s.,:;?!]+(?:[ .&]+[^\s,:;?!]+){0,3})?[\s.,!~)(:-]*$",
    re.I,
)
_DASHES = re.compile(r"^\s*(?:-{2,3}|_{2,3}|~{2,3}|={3,})\s*$")
_POSTSCRIPT = re.compile(r"^\W*p\.? ?p?\.?s\b", re.I)
_DISCLAIMER = re.compile(
    r"\b(?:this (?:e-?mail|message|communication)\b.{0,60}\b(?:intended|confidential|contain|privileged|for named"
    r"|addressed)"
    r"|if you (?:have received|are not the (?:intended|named)|received) |please consider the environment\b"
    r"|this (?:sheet|form|document) (?:must|may|shall|should) not be (?:changed|altered|modified|copied)"
    r"|sent from my \w+|this form was (?:created|generated|sent)|do not edit (?:below|above)"
    r"|confidentiality (?:notice|note)|unsubscribe\b|get outlook for\b)"
    r"|^\W*(?:pronouns|disclaimer|confidential)\b"
)
# A line; or, as one blank line, all the line ends between two paragraphs.
_LINE = re.compile(r"[^\n]+|(?<=\n)\n+|^\n+")
_LONG_SIGNATURE_LINE = 64
_LONGEST_SIGNATURE = 8


def own_lines(text: str, lexicon: Lexicon, title: bool = False) -> list[Line]:
    """The text's lines, each told whose it is, in order; `title`: the first line is a ticket's summary."""
    lines = _without_disclaimer(_without_steering(_without_mail(list(_marked(_split(text))))))
    return _without_signature(lines, lexicon, first=1 if title else 0)


def spoken_in(text: str, lexicon: Lexicon) -> str:
    """What the writer says himself, whomever he addresses: without quotations, disclaimer and signature."""
    lines = _without_disclaimer(_without_mail(list(_marked(_split(text)))))
    return "\n".join(line.text for line in _without_signature(lines, lexicon, first=0) if line.whose is Whose.OWN)


def unquoted(text: str, lines: Sequence[Line]) -> str:
    """All but the quotations, down to what stands beneath a signature."""
    return "\n".join(text[line.start : line.end] for line in lines if line.whose is not Whose.QUOTED)


def _split(text: str) -> Iterator[Line]:
    for match in _LINE.finditer(text):
        yield Line(match.start(), match.end(), match[0].strip("\n") and match[0])


_CODES = (CODE, VERBATIM, FENCE, PRE)
_MARKS = (*_CODES, QUOTE, HIDE, SHOW)


def _marked(lines: Iterator[Line]) -> Iterator[Line]:
    """Lines between the marks of quotations, code and hidden text, and those that quote by a sign of their own."""
    inside: str | None = None
    for line in lines:
        mark = line.text.strip()
        if inside in _CODES and mark in _MARKS and mark != inside:
            mark = ""
        if mark in (QUOTE, *_CODES):
            inside = None if inside == mark else mark
        elif mark in (HIDE, SHOW):
            inside = HIDE if mark == HIDE else None
        else:
            yield line._replace(whose=_inside(inside, line.text))
            continue
        yield line._replace(whose=Whose.NOBODYS)


def _inside(mark: str | None, text: str) -> Whose:
    if mark == QUOTE or text.lstrip().startswith((">", "bq.", "|>")):
        return Whose.QUOTED
    return Whose.CODE if mark in _CODES else Whose.NOBODYS if mark == HIDE else Whose.OWN


def _without_mail(lines: list[Line]) -> list[Line]:
    """From a mail's head on, all is quoted; after "On … wrote:" only the quoted lines, where such follow."""
    for number, line in enumerate(lines):
        if line.whose is not Whose.OWN:
            continue
        if _FORWARDED.search(line.text) or _is_header(lines, number):
            return lines[:number] + _as(Whose.QUOTED, lines[number:])
        if _wrote(lines, number):
            after = next((each for each in lines[number + 1 :] if not each.blank and not _ends_wrote(each.text)), None)
            if after is None or after.whose is not Whose.QUOTED:
                return lines[:number] + _as(Whose.QUOTED, lines[number:])
            lines = [*lines[:number], line._replace(whose=Whose.QUOTED), *lines[number + 1 :]]
    return lines


def _is_header(lines: Sequence[Line], number: int) -> bool:
    return bool(_FROM.match(lines[number].text)) and any(
        _HEADER.match(each.text) for each in lines[number + 1 : number + 4]
    )


def _wrote(lines: Sequence[Line], number: int) -> bool:
    text = lines[number].text
    if len(text) > 200 or not re.match(r"\W*(?:on|am|le|el|op|il|den|em)\b", text, re.I):
        return False
    following = lines[number + 1].text if number + 1 < len(lines) else ""
    joined = text if _WROTE.search(text) else f"{text} {following[:100]}"
    return bool(_WROTE.search(joined)) and joined.rstrip().endswith(":") and any(sign.isdigit() for sign in joined)


def _ends_wrote(text: str) -> bool:
    return text.rstrip().endswith(":") and len(text) < 100


def _without_steering(lines: list[Line]) -> list[Line]:
    """A paragraph that speaks to whoever reads tickets states nothing, from the sentence on where it begins to."""
    steered = False
    result = []
    for line in lines:
        steered = steered and not line.blank
        start = steering_in(line.text[:_FAR]) if line.whose is Whose.OWN and not steered else None
        if start is not None:
            before = max(line.text.rfind(sign, 0, start) for sign in (". ", "! ", "? ")) + 1
            result += [line._replace(end=line.start + before, text=line.text[:before])] if before else []
            line = line._replace(start=line.start + before, text=line.text[before:])
            steered = True
        result.append(line._replace(whose=Whose.NOBODYS) if steered else line)
    return result


def _without_disclaimer(lines: list[Line]) -> list[Line]:
    for number, line in enumerate(lines):
        if line.whose is not Whose.OWN or not number:
            continue
        if _LETTERHEAD.match(line.text):
            lines = [*lines[:number], line._replace(whose=Whose.NOBODYS), *lines[number + 1 :]]
        elif _DISCLAIMER.search(line.text[:2000].lower()):
            return lines[:number] + _as(Whose.NOBODYS, lines[number:])
    return lines


def _without_signature(lines: list[Line], lexicon: Lexicon, first: int) -> list[Line]:
    """After dashes or a line that only signs off all but a postscript is a signature; so are names at the end."""
    own = [
        number for number, line in enumerate(lines) if line.whose is Whose.OWN and not line.blank and number >= first
    ]
    for at in range(max(1, len(own) - _LONGEST_SIGNATURE - 3), len(own)):
        if _ends_letter(lines[own[at]], [lines[number] for number in own[at + 1 :]], lexicon):
            return lines[: own[at]] + _signature(lines[own[at] :])
    return _without_names(lines, own, lexicon)


def _ends_letter(line: Line, after: Sequence[Line], lexicon: Lexicon) -> bool:
    if _DASHES.match(line.text):
        return (
            "=" not in line.text
            and len(after) <= _LONGEST_SIGNATURE
            and not any(_POSTSCRIPT.match(each.text) for each in after[:1])
        )
    if len(line.text) > _LONG_SIGNATURE_LINE or not _SIGN_OFF.match(line.text):
        return False
    body = takewhile(lambda each: not _POSTSCRIPT.match(each.text), after)
    return not any(_speaks(each, lexicon) for each in (line, *body))


def _speaks(line: Line, lexicon: Lexicon) -> bool:
    """Whether a line says something of a key: a signature does not, though it may name "Production Editor"."""
    tokens = tokenise(line.text, lexicon)
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        alone = (after is None or not after.is_open) and (before is None or before.text != "of")
        if token.term is Term.LEVEL or token.has(Cue.KEY) or (token.term is Term.ENVIRONMENT and alone):
            return True
    return False


def _signature(lines: Sequence[Line]) -> list[Line]:
    postscript = next((number for number, line in enumerate(lines) if _POSTSCRIPT.match(line.text)), len(lines))
    return _as(Whose.NOBODYS, lines[:postscript]) + list(lines[postscript:])


def _without_names(lines: list[Line], own: Sequence[int], lexicon: Lexicon) -> list[Line]:
    """Without the short lines at the end that begin with a person's name, perhaps with a post and a house beneath."""
    last = own[: -_LONGEST_SIGNATURE - 1 : -1]
    names = list(takewhile(lambda number: _like_name(lines[number], lexicon), last))
    while names and not (names[-1] > own[0] and _is_person(lines, names[-1], lexicon)):
        names.pop()
    return [line._replace(whose=Whose.NOBODYS) if number in names else line for number, line in enumerate(lines)]


def _like_name(line: Line, lexicon: Lexicon) -> bool:
    text = line.text.strip()
    if text.startswith("|") or "\t" in text or _is_label(text):
        return False
    ends = _SENTENCE_END.search(text) and not _ABBREVIATED_END.search(text)
    longest = _LONG_SIGNATURE_LINE if not _PARTS.search(text) else 2 * _LONG_SIGNATURE_LINE
    return len(text) <= longest and not ends and ":" not in text and not _speaks(line, lexicon)


def _is_label(text: str) -> bool:
    """Whether a line is a form's label with its value beneath, and not a post or a house."""
    return topic_of(text) not in (None, Topic.OTHER) and all(map(is_label_word, text.split()))


def _is_person(lines: Sequence[Line], number: int, lexicon: Lexicon) -> bool:
    """A line of a few words, the first no word of ours, all with a capital, and not going on a sentence."""
    before = lines[number - 1]
    words = [token for token in tokenise(lines[number].text, lexicon) if token.is_word]
    if (
        not 1 <= len(words) <= _MOST_NAMES
        or not words[0].is_open
        or not (before.blank or _SENTENCE_END.search(before.text))
    ):
        return False
    return len(words) == 1 or sum(not word.capital and word.is_open for word in words) == 0


_PARTS = re.compile(r"[,|]\s")
_MOST_NAMES = 8
_FAR = 4000
_SENTENCE_END = re.compile(r"[.?!:)]\W*$")
_ABBREVIATED_END = re.compile(r"\b(?:[A-Z]|Dr|Jr|Inc|Ltd|B\.V|Univ|Dept)\.\W*$")


# A company's line at the foot of a sheet: its name with its form, and more between dashes or bars.
_LETTERHEAD = re.compile(
    r"^[^.:?!]{2,60}\b(?:GmbH|AG|Inc|Ltd|LLC|LLP|PLC|Corp|B\.?V|Pty|S\.?A)\b\.?,?\s+[-|\u00b7*,/]\s+\S"
)


def _as(whose: Whose, lines: Sequence[Line]) -> list[Line]:
    return [line._replace(whose=whose) for line in lines]
