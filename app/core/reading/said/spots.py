"""A word that could name something, and what stands around it: the questions that all gates ask of it."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from app.core.reading.text.tokens import Token
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term

ARTICLES = frozenset(("the", "a", "an", "alma", "this", "that"))
GRANTS = (Cue.HEAD, Cue.KEY)
LEVELS = (Term.LEVEL, Term.VERB, Term.METHOD)


class Spot:
    """A token and what is around it. `strict`: in a sentence, where everyday words abound. `about_key`: in one that
    speaks of what is wanted. `led`: what stands above goes on in the first word: "It needs to:", and beneath "update".
    """

    def __init__(self, tokens: Sequence[Token], at: int, strict: bool, about_key: bool, led: bool = False) -> None:
        self.tokens, self.at, self.strict, self.about_key, self.led = tokens, at, strict, about_key, led
        self.token = tokens[at]

    def moved(self, at: int) -> "Spot":
        """The same for another token of the sentence."""
        return Spot(self.tokens, at, self.strict, self.about_key, self.led)

    def before(self, steps: int = 1) -> Token | None:
        return self.tokens[self.at - steps] if self.at >= steps else None

    def after(self, steps: int = 1) -> Token | None:
        return self.tokens[self.at + steps] if self.at + steps < len(self.tokens) else None

    def next_word(self) -> Token | None:
        """The token after this one, looking through a hyphen that joins the two."""
        after, second = self.after(), self.after(2)
        if after and second and after.text == "-" and after.start == self.token.end and second.start == after.end:
            return second
        return after

    def leading(self) -> tuple[Token | None, Token | None]:
        """The word before the token, articles left out, and the one before that."""
        steps = 1
        while (word := self.before(steps)) and word.text in ARTICLES:
            steps += 1
        return word, self.before(steps + 1)

    def earlier(self, reach: int) -> Sequence[Token]:
        """Up to `reach` tokens before this one, as far back as the last sign or "but"."""
        back = reversed(self.tokens[max(0, self.at - reach) : self.at])
        return [*takewhile(lambda token: token.text not in _BREAKS and not token.has(Cue.CONTRAST), back)][::-1]

    def later(self, reach: int) -> Sequence[Token]:
        """Up to `reach` tokens after this one, as far as the next sign or "but"."""
        ahead = self.tokens[self.at + 1 : self.at + 1 + reach]
        return [*takewhile(lambda token: token.text not in _BREAKS and not token.has(Cue.CONTRAST), ahead)]

    @property
    def begins(self) -> bool:
        before = self.before()
        return before is None or not (before.is_word or before.term)

    @property
    def ends(self) -> bool:
        after = self.next_word()
        return after is None or not (after.is_word or after.term)

    @property
    def headed(self) -> bool:
        """Whether what follows can only follow a name: "API", "area", "access", "key"."""
        after = self.next_word()
        return after is not None and after.has(*GRANTS)

    @property
    def is_part_of_name(self) -> bool:
        """Whether a word with a meaning of its own follows: "user group", "sandbox theatre"."""
        after = self.next_word()
        return after is not None and after.is_open

    def near(self) -> Iterator[int]:
        """Where the words are that can lend the token its sense: three before, two after."""
        first, last = max(0, self.at - 3), min(len(self.tokens), self.at + 3)
        return (at for at in range(first, last) if at != self.at)

    def is_level(self, at: int) -> bool:
        """Whether a level or a method stands there, and is not part of something else: "read-only accounts"."""
        part = at + 1 < len(self.tokens) and self.tokens[at + 1].is_open
        return self.tokens[at].term in (Term.LEVEL, Term.METHOD) and not part


_BREAKS = frozenset((",", ";", "(", ")", ":"))
