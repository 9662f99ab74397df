"""A message's text, cleaned, in lines and in statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.catalogue import Catalogue
from app.core.reading.layout.labels import fields_apart
from app.core.reading.layout.outline import statements_of
from app.core.reading.layout.references import Numbered
from app.core.reading.layout.statements import Statement
from app.core.reading.text.clean import Clean, clean
from app.core.reading.text.limits import Load, check_text
from app.core.reading.text.lines import Line, own_lines
from app.core.reading.text.tokens import Token
from app.core.reading.types import Evidence, Message
from app.core.reading.vocabulary.lexicon import lexicon_of


@dataclass(frozen=True, slots=True)
class Text:
    """A message's clean text and statements; `index` is its number among the ticket's messages."""

    index: int
    clean: Clean
    lines: list[Line]
    statements: list[Statement]

    def evidence(self, claim: str, tokens: Sequence[Token]) -> Evidence:
        return self.clean.evidence(self.index, claim, tokens[0].start, tokens[-1].end)


def text_of(message: Message, index: int, catalogue: Catalogue, numbered: Numbered, load: Load) -> Text:
    """`numbered` and `load` are of the messages before, and added to. Raises TooLong."""
    lexicon = lexicon_of(catalogue)
    cleaned = clean(message.text)
    check_text(cleaned.text)
    lines = load.of_lines(fields_apart(own_lines(cleaned.text, lexicon, title=index == 0)))
    return Text(index, cleaned, lines, statements_of(cleaned.text, lines, lexicon, index == 0, numbered, load))
