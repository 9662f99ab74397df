"""A text as people see it: no invisible characters, no markup, no secrets; and where each character came from.

Everything after this stage works on the clean text; only evidence is told in offsets of the text as given.
"""

import html
import re
import unicodedata
from array import array
from dataclasses import dataclass

from app.core.redaction import secrets


@dataclass(frozen=True, slots=True)
class Clean:
    """`origin[i]` is the code point of the given text that `text[i]` came from; it has one entry more than the text."""

    text: str
    origin: "array[int]"


# Lines of their own that mark where a quotation, code or hidden text begins or ends.
QUOTE, CODE, HIDE, SHOW = "{quote}", "{code}", "{hide}", "{show}"

# Each alternative looks back at the one character that the whole begins with, so that ordinary text is passed at speed.
_MARKS = re.compile(
    r"[\x00{<&\[`*_\-](?:(?P<gone>(?<=\x00)\x00*)"
    r"|(?<=\{)(?i:(?P<quote>quote(?::[^}\n]{0,80})?\})|(?P<code>(?:code|noformat)(?::[^}\n]{0,80})?\})"
    r"|(?P<hide>color: ?(?:white|#f{3}(?:f{3})?|transparent)\})|(?P<show>color\})"
    r"|(?P<panel>(?:color|panel|expand|info|note|tip|warning)[^}\n]{0,80}\})|(?P<emphasis>[*_+]\}))"
    r"|(?<=<)(?i:(?P<blockquote>/?blockquote[^>\n]{0,200}>)|(?P<pre>/?(?:pre|code)>)|(?P<comment>!--)"
    r"|(?P<item>li[^>\n]{0,100}>)|(?P<cell>/t[dh]>)"
    r"|(?P<line>br ?/?>|/?(?:p|div|tr|table|tbody|thead|ul|ol|h[1-6])(?: [^>\n]{0,200})?>)"
    r"|(?P<tag>/?(?:a|b|i|u|em|strong|span|font|td|th|sup|sub|s|li|img|html|body|head|big|small)(?:"
    r" [^>\n]{0,300})?/?>))"
    r"|(?<=&)(?P<entity>(?i:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});)"
    r"|(?<=\[)(?P<link>(?P<shown>[^\]|\n]{1,200})\|[^\]\n]{1,300}\])"
    r"|(?<=`)(?:(?P<fence>``\w{0,20})|(?P<tick>))|(?<=\*)(?P<bold>\*(?=[^\s*]))"
    r"|(?<=[^\s*]\*)(?P<bold_end>\*(?!\*))|(?<=_)(?P<strong>_(?!_))|(?<=-)(?P<end>->))"
)
_LINES = {
    **dict.fromkeys(("quote", "blockquote"), f"\n{QUOTE}\n"),
    **dict.fromkeys(("code", "pre", "fence"), f"\n{CODE}\n"),
    **dict.fromkeys(("hide", "comment"), f"\n{HIDE}\n"),
    **dict.fromkeys(("show", "end"), f"\n{SHOW}\n"),
    **dict.fromkeys(("line", "panel"), "\n"),
    "item": "\n* ",
    "cell": " | ",
}
_PLAIN_SIGNS = (
    ("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    ("\u2018\u2019\u00b4", "'"),
    ("\u201c\u201d\u201e\u00ab\u00bb", '"'),
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
    """The text without what is invisible or mere markup, its secrets replaced by markers."""
    return _without_secrets(_without_markup(text))


def _without_markup(text: str) -> Clean:
    text = text.translate(_PLAINEST)
    parts: list[str] = []
    origin = array("L")
    done = 0
    for match in _MARKS.finditer(text):
        piece = _replacement(match)
        parts += (text[done : match.start()], piece)
        origin.extend(range(done, match.start()))
        origin.extend([match.start()] * len(piece))
        done = match.end()
    parts.append(text[done:])
    origin.extend(range(done, len(text) + 1))
    return Clean("".join(parts), origin)


def _replacement(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    if kind == "link":
        return match["shown"]
    if kind == "entity":
        return html.unescape(match[0]).translate(_PLAINEST).replace("\0", "")
    return _LINES.get(kind, "")


def _without_secrets(clean: Clean) -> Clean:
    found = secrets(clean.text)
    if not found:
        return clean
    parts: list[str] = []
    origin = array("L")
    done = 0
    for secret in found:
        parts += [clean.text[done : secret.start], secret.marker]
        origin.extend(clean.origin[done : secret.start])
        origin.extend([clean.origin[secret.start]] * len(secret.marker))
        done = secret.end
    return Clean("".join([*parts, clean.text[done:]]), origin + clean.origin[done:])
