"""What is named in passing: words for environments, areas and levels in what is about no key."""

from collections.abc import Sequence

from app.core.reading.layout.statements import Place, Statement
from app.core.reading.said.clauses import kind_of
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term

_WISHES = frozenset(
    """need needs needed want wants wanted like i'd we'd require requires required request requesting wish access must
    reach reaches use uses allowed should""".split()
)


def mentions_only(statements: Sequence[Statement]) -> bool:
    """Whether a ticket speaks of no key, level or wish, nor lists anything: what it names, it names in passing."""
    return not any(
        each.bare
        or each.place not in (Place.TITLE, Place.PROSE)
        or each.has(Cue.KEY)
        or any(
            token.term in (Term.LEVEL, Term.METHOD) or not _WISHES.isdisjoint(token.text.split())
            for token in each.tokens
        )
        for each in statements
        if any(map(kind_of, each.tokens)) or each.has(Cue.KEY)
    )


def speaks_of_key(statement: Statement) -> bool:
    """Whether a key is spoken of, and not only to say that none is wanted."""
    return statement.has(Cue.KEY) and not statement.has(Cue.NOT)


def may_be_of_a_key(statements: Sequence[Statement], of_people: bool) -> bool:
    """Whether a message that asks for no key may tell all the same what one is to be: it speaks of one, or fills in a
    form that is not about people. Else its words are those of roles, outages and news.
    """
    form = any(each.place not in (Place.TITLE, Place.PROSE) for each in statements)
    return any(map(speaks_of_key, statements)) or (form and not of_people)
