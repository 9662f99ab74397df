"""Text into tokens: words and phrases with what they name and do, signs, line ends, and API paths."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import NO_CUES, Entry, Lexicon, Term


class Token(NamedTuple):
    """`text` is in lower case with typos mended; start and end are offsets into the text that was read.

    `is_open`: a word with a meaning of its own, neither grammar, nor a cue, nor a name.
    """

    text: str
    start: int
    end: int
    cues: frozenset[Cue] = NO_CUES
    term: Term | None = None
    value: str = ""
    sure: bool = False
    plain: bool = False
    is_open: bool = False
    is_word: bool = False
    capital: bool = False
    shouted: bool = False

    def has(self, *cues: Cue) -> bool:
        return bool(self.cues) and not self.cues.isdisjoint(cues)


_TOKEN = re.compile(
    r"(?P<path>(?:https?://[^\s/]{1,80})?/?almaws/v1(?:/(?P<area>[a-z_\-]+))?[^\s,;)\]|]*(?<![.:!?]))"
    r"|(?P<opaque>https?://\S+|www\.\S+|[\w.+\-]{1,64}@[\w\-]{1,64}\.[\w.\-]{1,64}"
    r"|\b[\w\-]{1,64}\.(?:ya?ml|csv|py|xml|txt|json|ini|conf|js|php|env|cfg|sh|log|docx?|xlsx?|pdf|toml)\b)"
    r"|(?P<slash>(?<![\w/])/(?P<short>[a-z_\-]{2,20})"
    r"(?P<rest>(?:/(?:[^\s,;()|]|[ ](?=(?-i:[A-Z])[\w\-]{0,40}/))*(?<![.:!?]))?))"
    r"|(?P<word>n/a\b|and/or\b|w/o\b|(?<![\w/])w/(?=\s\w)|[^\W_]+(?:'[a-z]{1,3}\b|(?<=s)'(?=\s))?|✔|✓|✗|✘|☑|☐|☒|✅|❌|□|■)"
    r"|(?P<newline>\n)|(?P<sign>(?P<one>[^\w\s])(?P=one)*)",
    re.IGNORECASE,
)
_JOINTS = frozenset("-/&+")
_EMPHASIS = frozenset("*_")


def tokenise(text: str, lexicon: Lexicon, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of text[start:end], phrases joined."""
    tokens = list(_phrases(list(_pieces(text, lexicon, start, len(text) if end is None else end)), lexicon))
    if text.find("too ", start, end) >= 0:
        for at in range(1, len(tokens) - 1):
            if tokens[at].text == "too" and _is_excess(tokens, at):
                tokens[at] = tokens[at]._replace(cues=_EXCESS)
    return tokens


_EXCESS = frozenset((Cue.NOT_ENOUGH,))
_BEING = frozenset("is are be was were seems seem looks feels far way much still it's that's".split())


def _is_excess(tokens: Sequence[Token], at: int) -> bool:
    """Whether a "too" says that something is no good, and adds nothing: "production would be too risky"."""
    after = tokens[at + 1]
    tells = after.is_word and not (after.plain or after.term or after.cues or after.capital)
    return tells and tokens[at - 1].text.split()[-1] in _BEING


def _pieces(text: str, lexicon: Lexicon, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup
        if kind == "word":
            yield _word(match[0], match.start(), match.end(), lexicon)
        elif kind == "sign" or kind == "newline":
            if match[0][0] not in _EMPHASIS:
                yield Token(match[0], match.start(), match.end())
        elif kind == "opaque":
            yield Token("_link", match.start(), match.end())
        else:
            yield from _path(match, lexicon)


def _word(written: str, start: int, end: int, lexicon: Lexicon) -> Token:
    shouted = written.isupper()
    method = written.removesuffix("s")
    word = lexicon.word(method if method.isupper() and method in lexicon.methods else written.lower())
    entry = word.entry
    capital = shouted or written[0].isupper()
    is_open = word.is_open or (word.adverb and capital)
    if entry is None:
        return Token(
            word.text, start, end, NO_CUES, None, "", False, word.plain, is_open, word.is_word, capital, shouted
        )
    named = entry.cues, entry.term, entry.value, entry.sure
    return Token(word.text, start, end, *named, word.plain, is_open, word.is_word, capital, shouted)


def _path(match: re.Match[str], lexicon: Lexicon) -> Iterator[Token]:
    """An API path names its area, the path of a report suggests one; "/psb" is a slash and a word."""
    first = (match["area"] or match["short"] or "").lower()
    if first in lexicon.paths:
        area = lexicon.paths[first]
        yield Token(match[0].lower(), match.start(), match.end(), term=Term.AREA, value=area, sure=True)
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
        phrase = _phrase(pieces, at, lexicon) if piece.text in lexicon.starts else None
        if phrase:
            entry, after = phrase
            yield _joined(piece, pieces[after - 1], entry)
            at = after
        else:
            yield piece
            at += 1


def _phrase(pieces: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[Entry, int] | None:
    """The longest phrase that begins here, and the index after it."""
    second = at + 1 + (at + 1 < len(pieces) and pieces[at + 1].text in _JOINTS)
    if second >= len(pieces) or not pieces[second].is_word:
        return None
    start = pieces[at].text, pieces[second].text
    for entry in lexicon.phrases.get(start, ()):
        after = _end_of(pieces, second + 1, entry.words[2:])
        if after:
            return entry, after
    pair = lexicon.mended_pair(*start)
    return (lexicon.phrases[pair][-1], second + 1) if pair else None


def _end_of(pieces: Sequence[Token], at: int, words: Sequence[str]) -> int:
    """The index after the rest of a phrase if it stands here, hyphens and slashes between its words or not; else 0."""
    for word in words:
        at += at < len(pieces) and pieces[at].text in _JOINTS
        if at >= len(pieces) or pieces[at].text != word:
            return 0
        at += 1
    return at


def _joined(first: Token, last: Token, entry: Entry) -> Token:
    return Token(
        " ".join(entry.words),
        first.start,
        last.end,
        entry.cues,
        entry.term,
        entry.value,
        entry.sure,
        entry.plain,
        entry.is_open,
        True,
        first.capital,
        first.shouted,
    )


def cued(tokens: Iterable[Token], *cues: Cue) -> bool:
    """Whether one of the tokens is such a cue."""
    return any(not token.cues.isdisjoint(cues) for token in tokens if token.cues)


def words_of(tokens: Sequence[Token]) -> str:
    """The tokens' words, apart by one blank."""
    return " ".join(token.text for token in tokens)
