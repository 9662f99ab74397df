"""A text as people see it: no invisible characters, no markup, no secrets; and where each character came from.

Everything after this stage works on the clean text; only evidence is told in offsets of the text as given.
"""

import html
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.core.reading.text.documents import pieces_of_document
from app.core.reading.text.mended import Piece, pieces_to_mend
from app.core.reading.types import Evidence
from app.core.redaction import secrets


@dataclass(frozen=True, slots=True)
class Clean:
    """`origin[i]` is the code point of the given text that `text[i]` came from; it has one entry more than the text."""

    text: str
    origin: "array[int]"

    def evidence(self, index: int, claim: str, start: int, end: int) -> Evidence:
        """Evidence for a stretch of this text, in offsets of the text as given; `index` is its message's number."""
        return Evidence(claim, index, self.origin[start], self.origin[end - 1] + 1, self.text[start:end])


# Lines of their own that mark where a quotation, code or hidden text begins or ends.
QUOTE, HIDE, SHOW = "{quote}", "{hide}", "{show}"
CODE, VERBATIM, FENCE, PRE = "{code}", "{noformat}", "{fence}", "{pre}"

# Each alternative looks back at the one character that the whole begins with, so that ordinary text is passed at speed.
_MARKS = re.compile(
    r"[\x00{<&\[`*_~\-](?:(?P<gone>(?<=\x00)\x00*)"
    r"|(?<=\{)(?i:(?P<quote>quote(?::[^}\n]{0,80})?\})|(?P<code>(?<![/=~]\{)code(?::[^}\n]{0,80})?\}(?!/))"
    r"|(?P<verbatim>noformat(?::[^}\n]{0,80})?\})|(?P<struck_macro>-\}[^\n{]{1,200}\{-\})"
    r"|(?P<hide>color: ?(?:white|#f{3}(?:f{3})?|transparent)\})|(?P<show>color\})"
    r"|(?P<panel>(?:color|panel|expand|info|note|tip|warning)[^}\n]{0,80}\})|(?P<emphasis>[*_+]\}))"
    r"|(?<=~)(?P<struck_fence>~[^~\n]{1,200}~~)"
    r"|(?<=-)(?<![^\s(/|,:*>]-)(?P<struck_dash>(?=\w)[^\n,;]{0,60}?\w-(?![\w>-]))"
    r"|(?<=<)(?i:(?P<struck>(?P<by>s|del|strike)>[^<\n]{0,200}</(?P=by)>)"
    r"|(?P<blockquote>/?blockquote[^>\n]{0,200}>)|(?P<pre>/?pre[^>\n]{0,80}>)|(?P<comment>!--)"
    r"|(?P<item>li(?: [^>\n]{0,100})?>)|(?P<cell>t[dh](?: [^>\n]{0,200})?>)|(?P<cell_end>/t[dh]>\s{0,40}(?=</?t[dhr]))"
    r"|(?P<row>tr(?: [^>\n]{0,200})?>\s{0,40}(?=<t[dh]))"
    r"|(?P<row_end>(?:/tr|/?tbody|/?thead|/?colgroup)>\s{0,40})"
    r"|(?P<line>br ?/?>|/?(?:p|div|tr|table|ul|ol|dl|dt|dd|h[1-6])(?: [^>\n]{0,200})?>)"
    r"|(?P<tag>/?(?:a|b|i|u|em|strong|span|font|td|th|sup|sub|s|li|img|html|body|head|big|small|code|tt|kbd|label|mark"
    r"|del|strike)(?: [^>\n]{0,300})?/?>))"
    r"|(?<=&)(?P<entity>(?i:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});)"
    r"|(?<=\[)(?P<link>(?P<shown>[^\[\]|\n]{1,200})\|(?=[^\]\n]{0,80}[/.#^~@:])[^\]\n]{1,300}\])"
    r"|(?<=`)(?:(?P<fence>``\w{0,20})|(?P<tick>))|(?<=\*)(?P<bold>\*(?=[^\s*]))"
    r"|(?<=[^\s*]\*)(?P<bold_end>\*(?!\*))|(?<=_)(?P<strong>_(?!_))|(?<=-)(?P<end>->))"
)
_LINES = {
    **dict.fromkeys(("quote", "blockquote"), f"\n{QUOTE}\n"),
    "code": f"\n{CODE}\n",
    "verbatim": f"\n{VERBATIM}\n",
    "fence": f"\n{FENCE}\n",
    "pre": f"\n{PRE}\n",
    **dict.fromkeys(("hide", "comment"), f"\n{HIDE}\n"),
    **dict.fromkeys(("show", "end"), f"\n{SHOW}\n"),
    **dict.fromkeys(("line", "row", "panel"), "\n"),
    "item": "\n* ",
    "cell": " | ",
    **dict.fromkeys(("struck", "struck_macro", "struck_fence", "struck_dash"), " "),
}
_PLAIN_SIGNS = (
    ("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    ("\u2018\u2019\u00b4", "'"),
    ("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    ("\u3001\uff64", ","),
    ("\u2022\u25e6\u25aa\u2023\u2219", "*"),
)
_SIGNS = {sign: plain for signs, plain in _PLAIN_SIGNS for sign in signs}
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Mn"))


class _Plainest(dict[int, str]):
    """Each character in its plainest form, one for one: full width becomes ordinary, any dash a hyphen.

    Any blank becomes a space, and what is invisible NUL. Filled as characters are met.
    """

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        plain = _SIGNS.get(sign) or unicodedata.normalize("NFKC", sign)
        if unicodedata.category(sign) in _INVISIBLE and sign not in "\n\t":
            plain = "\0"
        elif unicodedata.category(sign) == "Zs":
            plain = " "
        self[code] = plain if len(plain) == 1 else sign
        return self[code]


_PLAINEST = _Plainest()


def clean(text: str) -> Clean:
    """The text without what is invisible, struck out or mere markup, its secrets replaced by markers."""
    whole = Clean(text, array("L", range(len(text) + 1)))
    mended = _replaced(whole, pieces_to_mend(text))
    laid_out = _replaced(mended, pieces_of_document(mended.text))
    plain = Clean(laid_out.text.translate(_PLAINEST), laid_out.origin)
    bare = _replaced(plain, ((match.start(), match.end(), _replacement(match)) for match in _marks(plain.text)))
    led = _replaced(bare, _leaders(bare.text))
    return _replaced(led, ((secret.start, secret.end, secret.marker) for secret in secrets(led.text)))


def _marks(text: str) -> Iterator[re.Match[str]]:
    """The marks in a text; an arrow ends a comment only where one began."""
    commented = "<!--" in text
    return (match for match in _MARKS.finditer(text) if commented or match.lastgroup != "end")


def _replaced(clean: Clean, pieces: Iterable[Piece]) -> Clean:
    """The text with each of the pieces, in order, replaced; what is put in comes from where the piece began."""
    parts: list[str] = []
    origin = array("L")
    done = 0
    for start, end, new in pieces:
        parts += (clean.text[done:start], new)
        origin.extend(clean.origin[done:start])
        origin.extend([clean.origin[start]] * len(new))
        done = end
    if not parts:
        return clean
    return Clean("".join([*parts, clean.text[done:]]), origin + clean.origin[done:])


def _replacement(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    if kind == "link":
        return match["shown"]
    if kind == "entity":
        return html.unescape(match[0]).translate(_PLAINEST).replace("\0", "")
    return _LINES.get(kind, "")


# Dots or the like that lead from a printed label to what is filled in; two dots only in a form that has more of them.
_LEADER = re.compile(
    r"(?:(?<!\.)\.{4,}|(?<=[ \t])\.{2,3}|(?<!\u2026)\u2026{2,}|(?<!\u00b7)\u00b7{3,}|(?<!\. )(?:\. ){3,}\.?)"
    r"[ \t]*(?=[^\s.])"
)
_SURE_LEADER = 4
_DOTS = ("..", ". .", "\u2026", "\u00b7")


def _leaders(text: str) -> list[Piece]:
    """Leaders, each to become a colon."""
    if not any(dots in text for dots in _DOTS):
        return []
    found = [match for match in _LEADER.finditer(text) if text[match.start() - 1 : match.start()] not in ("", "\n")]
    several = len(found) > 1 and any(match.end() - match.start() > _SURE_LEADER for match in found)
    sure = [match for match in found if several or match[0].strip()[_SURE_LEADER - 1 :]]
    return [(match.start(), match.end(), ": ") for match in sure]
