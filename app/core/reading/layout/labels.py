"""Labels: what is printed in a form before the place that is to be filled in, and where one ends on a line.

Several fields on one line, as when a web form's mail lost its line ends, become lines of their own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise, takewhile

from app.core.reading.layout.marks import Mark, mark_of
from app.core.reading.layout.names import AREA, LEVEL, PLACE, Tokens, kind_of_name, names_in
from app.core.reading.text.lines import Line, Whose
from app.core.reading.text.tokens import tokenise
from app.core.reading.vocabulary.lexicon import Lexicon
from app.core.reading.vocabulary.topics import Topic, is_label_word, topic_of

_BRACKETS = re.compile(r"\([^()\n]{0,300}\)|\[[^\[\]\n]{0,300}\]|<[^<>\n]{0,200}>")
_COLON = re.compile(r"[:=](?!//|[:=>]|\d\d)")
_WORDS = re.compile(r"[^\s:;,.!?|=]+")
_BEFORE, _MOST_WORDS = 70, 7
_MARKS = " \t*_\"'"
# Words of labels that are as well what is filled in.
_VALUES = frozenset(("read-only", "read", "only", "read/write", "read-write", "full"))
# What an explanation is asked of: "Configuration explanation".
_GUARDED = re.compile(r"\b(?:configuration|config|full access)(?: read.write)?[ \t]+$", re.IGNORECASE)
_OPENER = re.compile(
    r"(?<![\w-])(?:What|Which|Where|Why|Who|Whom|Whose|When|How|Do|Does|Is|Are|Will|Should|Any|Anything|In which|For"
    r" (?:what|which)|If)(?= )"
)
_LONGEST_QUESTION = 160
_NEXT = re.compile(r"(?<=[.;!])[ \t]+(?=[A-Z][\w /-]{1,40}:[ \t])")
# A yes or a no between two labels.
_ANSWERED = re.compile(
    r"(?<=[:?=])[ \t]{0,4}(?:yes|no|y|n|none|n/a|x|[\u2713\u2717])[ \t]{0,4}[;.,|/]?[ \t]{1,4}"
    r"(?=[^:?=;.,\n]{1,40}[:?=](?:\s|$))",
    re.IGNORECASE,
)
_MANY = 2
# What may stand before the first label of a line without being a field.
_BULLET = re.compile(r"[ \t*_#-]*(?:\(?\d{1,2}[.)][ \t]*)?")


def without_brackets(text: str) -> str:
    """The text with what stands in brackets blanked, all else in its place."""
    return _BRACKETS.sub(lambda found: " " * len(found[0]), text)


def fields_apart(lines: list[Line]) -> Iterator[Line]:
    """The lines, those of several fields cut before each label."""
    for number, line in enumerate(lines):
        cuts = _cuts(line.text) if number and line.whose is Whose.OWN else []
        edges = [0, *cuts, len(line.text)]
        for first, last in pairwise(edges):
            yield line._replace(start=line.start + first, end=line.start + last, text=line.text[first:last])


def _cuts(text: str) -> list[int]:
    """Where labels begin, the first of the line left out."""
    if ":" not in text and "?" not in text and "=" not in text:
        return []
    shadow = without_brackets(text)
    if "|" in shadow:
        return _between_bars(shadow)
    labels, questions = _before_colons(shadow), _questions(shadow)
    found = {match.end() for match in _NEXT.finditer(text) if topic_of(text[match.end() :].split(":", 1)[0])}
    found.update(match.end() for match in _ANSWERED.finditer(text))
    if len(labels) + len(questions) >= _MANY:
        found.update(labels, questions)
    return sorted(at for at in found if not _BULLET.fullmatch(shadow, 0, at))


def _between_bars(shadow: str) -> list[int]:
    """The same where bars part the fields, each with its label; a table's row begins with a bar."""
    bars = [] if shadow.lstrip().startswith("|") else [match.end() for match in re.finditer(r"\|", shadow)]
    parts = [shadow[first:last] for first, last in pairwise([0, *bars, len(shadow)])]
    labelled = all((label := label_of(part)) and label.sign in ":=" and label.topic for part in parts)
    return bars if labelled else []


def _before_colons(shadow: str) -> list[int]:
    found = []
    done = 0
    for match in _COLON.finditer(shadow):
        at = _label_before(shadow, max(done, match.start() - _BEFORE), match.start())
        if at is not None:
            found.append(at)
        done = match.end()
    return found


def _label_before(shadow: str, first: int, last: int) -> int | None:
    """Where the label begins that ends here, taken as short as it can be: what is before may be another's value."""
    words = list(
        takewhile(lambda word: _goes_on(shadow, word, last), reversed(list(_WORDS.finditer(shadow, first, last))))
    )
    shouted = any(word[0].strip(_MARKS)[:1].isupper() for word in words)
    begins = [word.start() for word in words[:_MOST_WORDS] if not shouted or word[0].strip(_MARKS)[:1].isupper()]
    topics = [at for at in begins if topic_of(shadow[at:last])]
    if not topics:
        return None
    begin = topics[0] if shouted else topics[-1]
    guarded = _GUARDED.search(shadow, max(0, begin - _BEFORE), begin)
    return guarded.start() if guarded and shadow[begin].islower() else begin


def _goes_on(shadow: str, word: re.Match[str], last: int) -> bool:
    """Whether a word can be a label's, and nothing but blanks is between it and the next or the label's end."""
    following = shadow[word.end() : last].lstrip(_MARKS)
    apart = bool(following) and not shadow[word.end()].isspace()
    return not apart and is_label_word(word[0].strip(_MARKS)) and word[0].lower() not in _VALUES


def _questions(shadow: str) -> list[int]:
    """Where questions begin that are answered on the same line."""
    found = []
    done = 0
    for match in re.finditer(r"\?(?=[\s:])", shadow):
        openers = list(_OPENER.finditer(shadow, max(done, match.start() - _LONGEST_QUESTION), match.start()))
        if openers:
            found.append(openers[-1].start())
        done = match.end()
    return found


_SIGN = re.compile(r"[:?=](?!//|(?<=\d:)\d\d)|[-=]>|[\u2192\u21d2\u00bb]|[ \t][-|](?=[ \t])|\t|(?<=\S) {3,}(?=\S)")
_SENTENCE = re.compile(r"[.!;]\s")
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Label:
    """A label's words without the printed options; `sign` parts it from its value, which begins at `value`."""

    words: str
    sign: str
    value: int

    @property
    def topic(self) -> Topic | None:
        return topic_of(self.words)

    def names(self, lexicon: Lexicon, start: int = 0) -> Tokens:
        """The tokens of the label, if it asks for grants; several names of a kind are but options.

        `start` is where the label's text begins.
        """
        tokens = tokenise(self.words, lexicon) if self.topic in _GRANTING else []
        terms = [token.term for token in names_in(tokens)]
        if len(terms) > len(set(terms)):
            return ()
        return tuple(token._replace(start=token.start + start, end=token.end + start) for token in tokens)


def label_of(text: str) -> Label | None:
    """The label that a text begins with, as far as its form goes."""
    shadow = without_brackets(text)
    match = next((each for each in _SIGN.finditer(shadow, 0, _LONGEST) if not _is_blanked(each, text)), None)
    if not match or not shadow[: match.start()].strip(_MARKS) or _SENTENCE.search(shadow[: match.start()].strip()):
        return None
    ends = _after_options(text, shadow, match.end())
    value = ends + len(text[ends:]) - len(text[ends:].lstrip(_AFTER))
    return Label(shadow[: match.start()], match[0].strip(" ") or " ", value)


_OPTIONS = re.compile(
    r"[ \t]*[^\s/|:][^/|:\n]{0,40}(?:[/|][^/|:\n]{1,60}?){1,8}(?P<sign>:|[-=]{1,3}>|\u2192|\u21d2)[ \t]+(?=\S)"
)


def _after_options(text: str, shadow: str, first: int) -> int:
    """Where printed options end that stand between a label and its value: "Area: Bibs / Users (cross out …): Bibs"."""
    options = _OPTIONS.match(shadow, first)
    explained = options is not None and (options["sign"] != ":" or "(" in text[first : options.end()])
    return options.end() if options and explained else first


_AFTER = " \t*_:=>|"


def _is_blanked(sign: re.Match[str], text: str) -> bool:
    """Whether what looks like a gap is but a bracket that was blanked."""
    return sign[0].isspace() and not text[sign.start() : sign.end()].isspace()


class Role(Enum):
    """What a label does. ANSWERED: it names something, and beside it stands a yes or a no."""

    NONE = auto()
    FIELD = auto()
    ANSWERED = auto()


_LONGEST_LABEL, _LONGEST_ASKED, _SHORT = 9, 20, 3
_ASKS = re.compile(r"\W*(?:what|which|where|why|whom?|when|how|for what|for which|in which)\b", re.IGNORECASE)
_TELLS = re.compile(
    r"\W*(?:the(?! key)|our|we|i|it|this|that|these|a|an|my|there|in|on|for|so|and|here|as|to|with)\b", re.IGNORECASE
)
_SAYS = frozenset("says said asks asked writes wrote tells told".split())
_OWN = re.compile(r"\b(?:i|we)\b", re.IGNORECASE)
_OPENS = re.compile(
    r"\W*(?:environment|env|instance|area|access|level|permission|right|scope|api|module|which|what|where|alma|needed"
    r"|required|requested|desired)",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"(?:not (?:needed|required|wanted|applicable|necessary)|no (?:access|need)|not at all|n/a|[^\s,;.(]+)",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(r"(?:yes|no|ok|right|correct|fine)\b", re.IGNORECASE)
_GRANTING = (Topic.ENVIRONMENT, Topic.GRANTS)
_ASIDE = (Topic.PURPOSE, Topic.EXPLANATION, Topic.OTHER)


def role_of(label: Label, text: str, lexicon: Lexicon) -> Role:
    """What a label does at the beginning of a text."""
    words, topic = label.words, label.topic
    value = text[label.value :].strip(" *_\t")
    number = len(words.split())
    if words.split()[-1].lower() in _SAYS:
        return Role.NONE  # "the vendor asks: …"
    named = names_in(tokenise(words, lexicon))
    if named and topic not in _ASIDE and number <= _LONGEST_ASKED and _is_answer(value, label, number):
        return Role.ANSWERED
    if topic is None or number > (_LONGEST_ASKED if label.sign == "?" else _LONGEST_LABEL):
        return Role.NONE
    if (label.sign == "?" and not (value and _ASKS.match(words))) or (label.sign not in ":=?" and not _is_plain(words)):
        return Role.NONE
    if topic in _GRANTING and not value and any(kind_of_name(token) in (PLACE, AREA) for token in label.names(lexicon)):
        return Role.NONE
    if topic in _GRANTING:
        long = number > _SHORT and label.sign != "?" and not _OPENS.match(words)
        return Role.NONE if long or _YES_OR_NO.match(value) else Role.FIELD
    asks = label.sign == "?"
    if asks and topic is Topic.OTHER and _OWN.search(words):
        return Role.NONE  # the writer's own question: "Who do I turn to for a key?"
    silent = topic in (Topic.PURPOSE, Topic.OTHER) and not asks
    return Role.NONE if silent and (_TELLS.match(words) or (named and not _is_plain(words))) else Role.FIELD


def _is_answer(value: str, label: Label, number: int) -> bool:
    """Whether a value is or begins with a mark: "Y, read/write", "none", "-"."""
    first = _ANSWER.match(value)
    if not first or (label.sign == "-" and number > _SHORT):
        return False
    apart = not value[first.end() :].strip() or value[first.end() :].lstrip(" ")[:1] in ",;.(-"
    return apart and mark_of(first[0]) in (Mark.YES, Mark.NO)


def _is_plain(words: str) -> bool:
    return all(is_label_word(word.strip("*_\"'")) for word in words.split())


def is_label_line(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is nothing but a label."""
    words = without_brackets(text).strip(" *_\t")
    few = 0 < len(words.split()) <= _LONGEST_LABEL and words[-1:] not in ".,;!?:"
    return few and _is_plain(words) and topic_of(words) is not None and not names_in(tokenise(words, lexicon))


def asked_by(text: str, lexicon: Lexicon) -> Topic | None:
    """What a cell asks for that has its answer beside it; the options that it prints are no names."""
    words = without_brackets(text)
    topic, names = topic_of(words), names_in(tokenise(words, lexicon))
    kinds = {kind_of_name(token) for token in names}
    if len(names) > 1 and len(kinds) == 1 and (words.endswith("?") or kinds == {LEVEL}):
        return topic or (Topic.ENVIRONMENT if kinds == {PLACE} else Topic.GRANTS)
    return topic if not names or topic is Topic.EXPLANATION else None
