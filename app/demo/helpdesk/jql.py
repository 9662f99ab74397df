"""A small, honest part of JQL: enough for queues, sweeps and request types, and refusals in Jira's manner for the rest.

Two traps of Jira are kept: `!=` and `NOT IN` never find a ticket whose field is empty, and `NOT` is pushed down to the
operators, so it does not either; a field that does not exist makes the query find nothing, without an error
(https://support.atlassian.com/jira-software-cloud/docs/jql-operators/).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

TOKEN = re.compile(
    r"""\s*(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'|(?P<sign>!=|!~|>=|<=|[()=~<>,])"""
    r"""|(?P<word>[^\s()=!<>~,"']+))"""
)
RESERVED = frozenset({"and", "or", "not", "in", "is", "order", "by", "empty", "null", "was", "changed"})
OPPOSITE = {"=": "!=", "in": "not in", "~": "!~", ">": "<=", ">=": "<", "is": "is not"}
OPPOSITE |= {value: key for key, value in OPPOSITE.items()}
EMPTY = ("empty", "null")


class MalformedJql(ValueError):
    """The query is no JQL; the text is for the answer."""


@dataclass(frozen=True, slots=True)
class Clause:
    field: str
    operator: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """`and`, `or` or `not` over other nodes."""

    kind: str
    parts: tuple["Node | Clause", ...]


@dataclass(frozen=True, slots=True)
class Query:
    where: Node | Clause | None
    order: tuple[tuple[str, bool], ...]  # (field, descending)


def parse(text: str) -> Query:
    """Raises MalformedJql."""
    return _Parser(list(_tokens(text))).query()


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    position, text = 0, text.rstrip()
    while position < len(text):
        found = TOKEN.match(text, position)
        if found is None:
            raise MalformedJql(f"Error in the JQL Query: unexpected character at {position + 1}.")
        kind = str(found.lastgroup)
        value = found[kind]
        yield ("text", re.sub(r"\\(.)", r"\1", value)) if kind in ("double", "single") else (kind, value)
        position = found.end()


class _Parser:
    """Recursive descent: `or` binds weakest, then `and`, then `not`."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0

    def query(self) -> Query:
        where = None if self._peek() in ("", "order") else self._or()
        order = self._order() if self._accept("order") else ()
        if self._at < len(self._tokens):
            self._fail("'OR' or 'AND'")
        return Query(where, order)

    def _peek(self) -> str:
        """The next sign or bare word in lower case; a quoted text is never a keyword."""
        if self._at >= len(self._tokens):
            return ""
        kind, value = self._tokens[self._at]
        return "\0" if kind == "text" else value.lower()

    def _accept(self, *words: str) -> str:
        word = self._peek()
        if word not in words:
            return ""
        self._at += 1
        return word

    def _need(self, *words: str) -> str:
        return self._accept(*words) or self._fail(" or ".join(f"'{word}'" for word in words))

    def _fail(self, expected: str) -> str:
        got = self._tokens[self._at][1] if self._at < len(self._tokens) else "end of the query"
        raise MalformedJql(f"Error in the JQL Query: Expecting {expected} but got '{got}'. (line 1)")

    def _or(self) -> Node | Clause:
        return self._chain("or", lambda: self._chain("and", self._not))

    def _chain(self, word: str, part: Callable[[], Node | Clause]) -> Node | Clause:
        parts = [part()]
        while self._accept(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Node(word, tuple(parts))

    def _not(self) -> Node | Clause:
        if self._accept("not"):
            return Node("not", (self._not(),))
        if self._accept("("):
            inside = self._or()
            self._need(")")
            return inside
        return self._clause()

    def _clause(self) -> Clause:
        field = self._value()
        operator = self._need("=", "!=", "~", "!~", ">", ">=", "<", "<=", "in", "not", "is")
        if operator == "not":
            operator = "not " + self._need("in")
        if operator == "is":
            operator = "is not" if self._accept("not") else "is"
            return Clause(field, operator, (self._need(*EMPTY),))
        if operator in ("in", "not in"):
            return Clause(field, operator, self._values())
        if self._peek() in EMPTY and operator in ("=", "!="):
            return Clause(field, {"=": "is", "!=": "is not"}[operator], (self._need(*EMPTY),))
        return Clause(field, operator, (self._value(),))

    def _values(self) -> tuple[str, ...]:
        self._need("(")
        values = [self._value()]
        while self._accept(","):
            values.append(self._value())
        self._need(")")
        return tuple(values)

    def _value(self) -> str:
        if self._at >= len(self._tokens) or self._tokens[self._at][0] == "sign" or self._peek() in RESERVED:
            self._fail("a field or value")
        kind, value = self._tokens[self._at]
        self._at += 1
        if kind == "word" and self._accept("("):
            self._need(")")
            return value.lower() + "()"
        return value

    def _order(self) -> tuple[tuple[str, bool], ...]:
        self._need("by")
        order = [self._ordering()]
        while self._accept(","):
            order.append(self._ordering())
        return tuple(order)

    def _ordering(self) -> tuple[str, bool]:
        return self._value().lower(), self._accept("asc", "desc") == "desc"
