"""The numbers and letters of a message's lines: what they number, and the options that they pick."""

from collections.abc import Callable, Sequence

from app.core.reading.layout.names import Tokens, names_in
from app.core.reading.layout.options import after_letter, answers_in, choice_in, options_in
from app.core.reading.layout.references import Numbered
from app.core.reading.layout.shapes import Shape
from app.core.reading.vocabulary.english import Cue


class Numbering:
    """`numbered` is what was numbered before; `number` that of the item which the walk is at, or 0."""

    def __init__(self, numbered: Numbered, tokens_of: Callable[[int, int], Tokens]) -> None:
        self.numbered, self.tokens_of = numbered, tokens_of
        self.number = 0
        self.bullets: list[int] = []
        self.printed: dict[tuple[int, str], Tokens] = {}

    def picked_in(self, line: str, start: int) -> list[Tokens]:
        """The options that a line picks which does nothing else: "1c 3a"; nothing where one of them is not known."""
        answers = list(answers_in(line)) if self.numbered.options else []
        picked = [self.numbered.picked(number, letters, start, start + len(line)) for number, letters in answers]
        return picked if all(picked) else []

    def enter(self, shape: Shape, text: str, start: int) -> Tokens:
        """Takes in the line that the walk comes to; the options that it picks if that is all it does: "1. (a)"."""
        self.number = shape.number or (self.number if shape.rank else 0)
        if self.number:
            self._print(shape, text, start)
        letters: Sequence[str] = choice_in(text) if self.numbered.options and shape.number else ()
        return self.numbered.picked(self.number, letters, start, start + len(text)) if letters else ()

    def letter(self, shape: Shape, text: str) -> int:
        """How far the letter of an option reaches that is told in words, too: "1. (c) both"."""
        return after_letter(text) if self.numbered.options and shape.number else 0

    def _print(self, shape: Shape, text: str, start: int) -> None:
        """The options that are printed on a numbered line, or on lettered lines of their own beneath it."""
        spans = options_in(text) if shape.letter is None else {shape.letter: (0, len(text))}
        for letter, (first, last) in spans.items():
            tokens = self.tokens_of(start + first, start + last)
            both = tuple(token for token in tokens if token.has(Cue.BOTH))
            self.printed[self.number, letter] = names_in(tokens) or both

    def note(self, shape: Shape, start: int, end: int) -> None:
        """What a line numbers; an item without a number by its order among those of the first's rank.

        A stretch without length names nothing that it numbers.
        """
        number = shape.number
        if number is None and shape.rank and self.bullets[:1] in ([], [shape.rank]):
            self.bullets.append(shape.rank)
            number = len(self.bullets)
        if number is not None:
            self.numbered.note(number, self.tokens_of(start, end) if start < end else ())

    def close(self) -> None:
        """At the end of the message its own options take the place of those before."""
        self.numbered.options = self.printed
