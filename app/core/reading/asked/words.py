"""A statement's plain words, as the keys in it and what is done to them are found in them."""

from dataclasses import dataclass

from app.core.reading.layout.statements import Statement
from app.core.reading.text.tokens import Token
from app.core.reading.vocabulary.lexicon import Term

# What may stand between "the" and a key without telling which it is.
COMMON_ATTRIBUTES: frozenset[str] = frozenset(
    """
    api alma right necessary required correct proper corresponding following requested actual invalid unknown bad
    expired missing only needed new rest web service
    """.split()
)


@dataclass(frozen=True, slots=True)
class Words:
    """A statement's words, hyphens and quotes left out, and the token that each comes from.

    `joined` are those that a hyphen joins to the word before.
    """

    texts: tuple[str, ...]
    tokens: tuple[Token, ...]
    joined: frozenset[int]

    def text(self, at: int) -> str:
        return self.texts[at] if 0 <= at < len(self.texts) else ""

    def token(self, at: int) -> Token | None:
        return self.tokens[at] if 0 <= at < len(self.tokens) else None


def plain_words(statement: Statement) -> Words:
    """The words of a statement; a token of several words comes as each of them."""
    texts: list[str] = []
    tokens: list[Token] = []
    joined: set[int] = set()
    before = None
    for token in statement.tokens:
        if _counts(token):
            if before is not None and before.text == "-" and tokens and _touches(tokens[-1], before, token):
                joined.add(len(texts))
            words = token.text.split()
            texts += words
            tokens += [token] * len(words)
        before = token
    return Words(tuple(texts), tuple(tokens), frozenset(joined))


def _touches(before: Token, hyphen: Token, token: Token) -> bool:
    return before.end == hyphen.start and hyphen.end == token.start


def _counts(token: Token) -> bool:
    return token.is_word or token.term is not None or token.text[0] not in "-/\"'[]·"


def is_possessive(text: str) -> bool:
    return text.endswith(("'s", "s'")) and text not in ("it's", "that's", "there's", "let's", "what's", "here's")


_LEADS_TO = frozenset(("for", "to", "of", "in", "with", "from"))


def names_service(words: Words, first: int, last: int) -> bool:
    """Whether the service is named among the words first to last, or right after: "key for Alma"."""
    after = words.tokens[last + 2 : last + 5] if words.text(last + 1) in _LEADS_TO else ()
    return any(token.term is Term.SERVICE for token in (*words.tokens[first : last + 1], *after))
