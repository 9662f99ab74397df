"""Text into tokens: words and phrases with what they name and do, signs, line ends, and API paths."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.core.reading.english import NOT_ADVERBS, PLAIN, WITH_MEANING, Cue
from app.core.reading.lexicon import Entry, Lexicon, Term


NO_CUES: frozenset[Cue] = frozenset()


class Token(NamedTuple):
    """`text` is in lower case with typos mended; start and end are offsets into the text that was read."""

    text: str
    start: int
    end: int
    cues: frozenset[Cue] = NO_CUES
    term: Term | None = None
    value: str = ""
    sure: bool = False
    plain: bool = False
    capital: bool = False
    shouted: bool = False

    @property
    def is_word(self) -> bool:
        return self.text[:1].isalnum()

    @property
    def is_open(self) -> bool:
        """A word with a meaning of its own: neither grammar, nor a cue, nor a name."""
        grammar = self.plain or (self.text.endswith("ly") and not self.capital and self.text not in NOT_ADVERBS)
        return self.is_word and not grammar and self.term is None and self.cues <= WITH_MEANING

    def has(self, *cues: Cue) -> bool:
        return any(cue in self.cues for cue in cues)


_TOKEN = re.compile(
    r"(?P<path>(?:https?://[^\s/]{1,80})?/?almaws/v1(?:/(?P<area>[a-z_\-]+))?[^\s,;)\]|]*)"
    r"|(?P<opaque>https?://\S+|www\.\S+|[\w.+\-]{1,64}@[\w\-]{1,64}\.[\w.\-]{1,64}"
    r"|\b[\w\-]{1,64}\.(?:ya?ml|csv|py|xml|txt|json|ini|conf|js|php|env|cfg|sh|log|docx?|xlsx?|pdf|toml)\b)"
    r"|(?P<slash>(?<![\w/])/(?P<short>[a-z_\-]{2,20})(?P<rest>(?:/(?:[^\s,;()|]|[ ](?=(?-i:[A-Z])[\w\-]{0,40}/))*)?))"
    r"|(?P<word>n/a\b|and/or\b|w/o\b|[^\W_]+(?:['’][a-z]{1,3}\b)?|✔|✓|✗|✘|☑|☐|☒|✅|❌|□|■)"
    r"|(?P<newline>\n)|(?P<sign>(?P<one>[^\w\s])(?P=one)*)",
    re.IGNORECASE,
)
_JOINTS = frozenset("-/")
_EMPHASIS = frozenset("*_")


def tokenise(text: str, lexicon: Lexicon, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of text[start:end], phrases joined."""
    return list(_phrases(list(_pieces(text, lexicon, start, len(text) if end is None else end)), lexicon))


def _pieces(text: str, lexicon: Lexicon, start: int, end: int) -> Iterator[Token]:
    mended: dict[str, str] = {}
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup
        if kind == "sign" or kind == "newline":
            if match[0][0] not in _EMPHASIS:
                yield Token(match[0], *match.span())
        elif kind == "word":
            word = match[0].lower()
            if word not in mended:
                mended[word] = lexicon.mended(word) if len(mended) < _DIFFERENT_WORDS else word
            yield Token(mended[word], *match.span(), capital=match[0][0].isupper(), shouted=match[0].isupper())
        elif kind == "opaque":
            yield Token("_link", *match.span())
        else:
            yield from _path(match, lexicon)


# A text of more different words than this is no ticket: typos beyond are left alone, so that time stays in bounds.
_DIFFERENT_WORDS = 3000


def _path(match: re.Match[str], lexicon: Lexicon) -> Iterator[Token]:
    """An API path names its area, the path of a report suggests one; "/psb" is a slash and a word."""
    first = (match["area"] or match["short"] or "").lower()
    if first in lexicon.paths:
        yield Token(match[0].lower(), match.start(), match.end(), term=Term.AREA, value=lexicon.paths[first], sure=True)
    elif first in lexicon.hint_paths:
        yield Token("_link", match.start(), match.end(), term=Term.HINT, value=lexicon.hint_paths[first])
    elif match["path"] or match["rest"]:
        yield Token("_link", match.start(), match.end())
    else:
        yield Token("/", match.start(), match.start() + 1)
        yield from _pieces(match.string, lexicon, match.start() + 1, match.end())


def _phrases(pieces: Sequence[Token], lexicon: Lexicon) -> Iterator[Token]:
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.term or not piece.is_word:
            yield piece
            at += 1
        else:
            entry, after = _longest(pieces, at, lexicon)
            yield _joined(piece, pieces[after - 1], entry)
            at = after


def _longest(pieces: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[Entry | None, int]:
    second = at + 1 + (at + 1 < len(pieces) and pieces[at + 1].text in _JOINTS)
    if second < len(pieces) and pieces[second].is_word:
        start = pieces[at].text, pieces[second].text
        for entry in lexicon.phrases.get(start, ()):
            after = _end_of(pieces, second + 1, entry.words[2:])
            if after:
                return entry, after
        pair = lexicon.mended_pair(*start)
        if pair:
            return lexicon.phrases[pair][-1], second + 1
    return lexicon.single.get(pieces[at].text), at + 1


def _end_of(pieces: Sequence[Token], at: int, words: Sequence[str]) -> int:
    """The index after the rest of a phrase if it stands here, hyphens and slashes between its words or not; else 0."""
    for word in words:
        at += at < len(pieces) and pieces[at].text in _JOINTS
        if at >= len(pieces) or pieces[at].text != word:
            return 0
        at += 1
    return at


def _joined(first: Token, last: Token, entry: Entry | None) -> Token:
    if entry is None or (entry.term is Term.METHOD and not first.shouted):
        plain = first.text in PLAIN or first.text.isdigit()
        return first._replace(plain=plain, cues=entry.cues if entry else NO_CUES)
    text = first.text if first is last else " ".join(entry.words)
    named = entry.cues, entry.term, entry.value, entry.sure, entry.plain
    return Token(text, first.start, last.end, *named, first.capital, first.shouted)
