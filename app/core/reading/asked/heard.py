"""A sentence as it is heard for what it asks: its words, the keys in it, what is done, and in which mood it speaks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from app.core.reading.asked.keys import KeyPhrase, Which, keys_in, ones_in
from app.core.reading.asked.words import Words, plain_words
from app.core.reading.layout.statements import Place, Statement
from app.core.reading.said.orders import BEFORE_ORDER, is_base, is_due
from app.core.reading.vocabulary.deeds import Deed
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.phrases import Span, Vocabulary
from app.core.reading.vocabulary.words_of_asking import ASKING
from app.core.reading.vocabulary.words_of_doing import DOING

_BEFALLING = frozenset((Deed.LOST, Deed.LEAKED, Deed.SHOWN, Deed.FAIL, Deed.UNUSED, Deed.ABSENT))
_VOCABULARY = Vocabulary({**ASKING, **DOING})

_BREAKS = frozenset((",", ":", "(", ")", "but", "and", "so", "then", "...", ".."))
_NOT = frozenset(
    """
    not no never don't dont doesn't didn't isn't aren't won't wouldn't can't cannot couldn't without nor
    neither nobody nothing needn't haven't hasn't wasn't weren't none nah nope shouldn't
    """.split()
)
_RATHER = (("rather", "than"), ("instead", "of"))
_FACT = frozenset(
    """
    do does did is are was were has have had which whose why when should am what who how where will shall
    isn't doesn't
    """.split()
)
_MODALS = frozenset("could can would may might will".split())
_ALLOWING = frozenset("possible conceivable feasible doable thinkable imaginable ok okay alright chance".split())
_UNREAL = frozenset("had were was".split())
_GRANTED = frozenset("so yes possible ok okay you".split())
_PLEASE = frozenset("please pls plz kindly".split())
_LED = frozenset("mind about consider considering appreciate with for of by start".split())  # "would you mind adding"
_SPEAKERS = frozenset("you i we us somebody someone anybody anyone lsis i'd we'd".split())
_NEAR, _BESIDE = 6, 2


@dataclass(frozen=True)
class Sentence:
    """One statement of a message, heard."""

    statement: Statement

    @cached_property
    def words(self) -> Words:
        return plain_words(self.statement)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        return self.words.texts

    @cached_property
    def all_keys(self) -> list[KeyPhrase]:
        return keys_in(self.words)

    @cached_property
    def keys(self) -> list[KeyPhrase]:
        """Those that may be ours; where it tells of trouble or of what is done to it, just "key" is one that exists."""
        return [
            replace(key, which=Which.OURS) if key.which in (Which.BARE, Which.THE) and self._is_there(key) else key
            for key in self.all_keys
            if not key.foreign
        ]

    @cached_property
    def ones(self) -> list[KeyPhrase]:
        """Keys that exist, which it does not name: they are keys only if one was spoken of before."""
        return ones_in(self.words)

    def _is_there(self, key: KeyPhrase) -> bool:
        """Whether what is said of a key tells that it exists."""
        if key.many or self.has(Deed.NEED):
            return key.many and self.has(Deed.OWNER) and self.says(("all", "both", "following"))
        trouble = self.spans(Deed.FAIL, Deed.LOST, Deed.LEAKED, Deed.ABSENT)
        used = self.words.text(key.first - 1) in ("use", "using") and self.texts[-2:] == ("as", "well")
        if key.which is Which.THE and (used or self.has(Deed.HITHERTO)):
            return True
        if key.which is Which.THE:
            trouble += [span for span in self.spans(Deed.SHOWN) if self.texts[span.first] in _PASSIVE]
            return any(abs(span.first - key.last) <= _NEAR for span in trouble)
        done = self.spans(Deed.ROTATE, Deed.LESS, Deed.MORE, Deed.OWNER)
        told = trouble + self.spans(Deed.UNUSED, Deed.SHOWN)
        return any(self.reaches(span, key) for span in told) or any(span.first <= key.last for span in done)

    def reaches(self, span: Span, key: KeyPhrase) -> bool:
        """Whether a phrase after a key is said of it, and not of what it is for: "key: dead link finder"."""
        between = self.texts[key.last + 1 : span.first]
        return not self.is_title or not ({":", "for", "to"} & set(between) or self._is_parted(key, span))

    def _is_parted(self, key: KeyPhrase, span: Span) -> bool:
        """Whether a dash or bar stands between: "key - Overdue Owl"."""
        start, end = self.words.tokens[key.last].end, self.words.tokens[span.first].start
        signs = (each for each in self.statement.tokens if start < each.start and each.end < end)
        return any(each.text[0] in _DASHES for each in signs)

    @cached_property
    def marks(self) -> dict[Deed, list[Span]]:
        found = _VOCABULARY.marks(self.texts)
        for deed in found.keys() & _BEFALLING:
            found[deed] = [span for span in found[deed] if not self._qualifies(span.last)]
        if Deed.ROTATE in found:
            found[Deed.ROTATE] = [span for span in found[Deed.ROTATE] if not self._is_compound(span.last)]
        if Deed.NEED in found:
            found[Deed.NEED] = [span for span in found[Deed.NEED] if not self._is_met(span.first)]
        return {deed: spans for deed, spans in found.items() if spans}

    def _is_met(self, at: int) -> bool:
        """Whether a need is met: "it has everything it needs"."""
        led = [each for each in (at - 3, at - 2) if self.words.text(each) in ("everything", "all")]
        return any(not _HAVE.isdisjoint(self.texts[max(0, each - 2) : each]) for each in led)

    def _is_compound(self, at: int) -> bool:
        """As in "the renewal reminders"."""
        after = self.words.token(at + 1)
        return self.texts[at].endswith(_NAMING_DEEDS) and after is not None and after.is_open

    def _qualifies(self, at: int) -> bool:
        """Whether a word tells what is meant: "expired users", "broken links", "the lost-book mailer"."""
        if at + 1 in self.words.joined:
            return True
        after = self.words.token(at + 1)
        if after is None or self.texts[at] not in _QUALITIES or after.text in _THINGS_SENT:
            return False
        return after.text.endswith("s") and (after.is_open or after.term in (Term.AREA, Term.RECORD))

    @property
    def is_title(self) -> bool:
        return self.statement.place is Place.TITLE

    def has(self, *deeds: Deed) -> bool:
        return not self.marks.keys().isdisjoint(deeds)

    def spans(self, *deeds: Deed) -> list[Span]:
        marks = self.marks
        return [span for deed in deeds if deed in marks for span in marks[deed]] if marks else []

    def says(self, words: Iterable[str]) -> bool:
        return not frozenset(words).isdisjoint(self.texts)

    def names(self, *terms: Term) -> bool:
        return any(token.term in terms for token in self.statement.tokens)

    @property
    def names_grant(self) -> bool:
        """Whether it speaks of an area, a level or rights."""
        return self.names(Term.AREA, Term.LEVEL, Term.METHOD, Term.RECORD) or self.says(_RIGHTS)

    @property
    def has_path(self) -> bool:
        """Whether it names an API call by its path."""
        return any(token.text.startswith("/") and len(token.text) > 1 for token in self.statement.tokens)

    def key_of(self, *which: Which) -> KeyPhrase | None:
        return next((key for key in self.keys if key.which in which), None)

    @cached_property
    def opening(self) -> str:
        """The word that it begins with, after a greeting."""
        pairs = zip(self.texts, self.words.tokens, strict=True)
        words = (
            text for text, token in pairs if token.is_word and not token.has(Cue.COURTESY) and text not in BEFORE_ORDER
        )
        return next(words, "")

    @property
    def _after_colon(self) -> str:
        return self.words.text(self.texts.index(":") + 1) if ":" in self.texts else ""

    @cached_property
    def asks_way(self) -> bool:
        """Whether it asks for the way to get something: "how do we get …", "which steps are needed to get …?"."""
        steps = self.statement.question and self.opening in ("which", "what") and self.says(_STEPS)
        return self.has(Deed.HOW) or steps

    @property
    def inquires(self) -> bool:
        """Whether it asks for a fact, and not to be given something; a title may do so without a question mark."""
        if not (self.statement.question or self.is_title):
            return False
        asks = self.opening in _FACT or self._after_colon in _FACT
        asks = asks or (not self.is_polite and self.says(("which", "who", "whose", "why")))
        return asks and not self.asks_way and not self.says(_ALLOWING)

    def denies(self, at: int) -> bool:
        """Whether a negation governs the word: it stands before it in the same clause."""
        for number in range(at - 1, max(-1, at - 1 - _NEAR), -1):
            text = self.texts[number]
            if text in _BREAKS or text in ("until", "till", "unless"):
                return False
            before = self.texts[number - 1] if number else ""
            if (text in _NOT and before != "why") or (before, text) in _RATHER:
                return True
        return False

    def place_of(self, key: KeyPhrase) -> str | None:
        """The environment that a key is called by: "the production key"."""
        tokens = self.words.tokens[key.first : key.last + 1]
        return next((token.value for token in tokens if token.term is Term.ENVIRONMENT), None)

    def is_by_others(self, at: int) -> bool:
        """Whether a verb is what something else does: "it would close the request"."""
        before, earlier = self.words.text(at - 1), self.words.text(at - 2)
        return before in _OTHERS or (before in _AHEAD and earlier in _OTHERS)

    def denies_program(self, at: int) -> bool:
        """As in "it isn't for a program", "no script involved"; "not for the website but" denies but one."""
        article, before = self.words.text(at - 1), self.words.text(at - 2)
        if self.texts[at] not in _PROGRAMS or not self.denies(at):
            return False
        return article == "no" or (article in ("a", "an", "any") and before in ("for", "of", "about", "not", "isn't"))

    def orders(self, at: int) -> bool:
        """Whether the word begins a clause, as an order does."""
        return at == 0 or self.texts[at - 1] in BEFORE_ORDER or self.words.tokens[at - 1].has(Cue.COURTESY)

    @cached_property
    def is_polite(self) -> bool:
        """Whether it asks politely; "he can" does not."""
        spans = self.spans(Deed.POLITE)
        return any(self.texts[each.first] not in _MODALS or self._is_spoken_to(each.first) for each in spans)

    def _is_spoken_to(self, at: int) -> bool:
        """Whether a modal asks somebody: "could you", "you may", but not "to whom it may concern"."""
        around = {*self.texts[max(0, at - _BESIDE) : at], *self.texts[at + 1 : at + 1 + _BESIDE]}
        return self.statement.question or not around.isdisjoint(_SPEAKERS)

    def bids(self, span: Span) -> bool:
        """Whether a deed is asked for: by an order, politely, as a need, or as what is to be done."""
        if self.denies(span.first) or self._is_no_verb(span.first):
            return False
        ordered = self.orders(span.first) and is_base(self.texts[span.first])
        due = is_due(self.texts[max(0, span.first - _NEAR) : span.first])
        return ordered or due or self._is_polite_before(span) or self._wishes_before(span) or self._is_wished_if(span)

    def _is_no_verb(self, at: int) -> bool:
        """As in "a higher limit", or "have" where it helps another verb: "you have kindly made us a key"."""
        text, before, earlier = self.texts[at], self.words.text(at - 1), self.words.text(at - 2)
        if text == "have":
            return before in _SUBJECTS and earlier not in _MODALS_AND_DO
        counted = before in ("a", "an") and not text.endswith(_NAMING_DEEDS)
        return counted or (text in _ALSO_NOUNS and (before in _BEFORE_NOUN or before.endswith("er")))

    def _is_polite_before(self, span: Span) -> bool:
        """Whether a polite word stands before the deed, or "please" anywhere."""
        if self.statement.question and self.says(_ALLOWING):
            return True
        polite = self.spans(Deed.POLITE)
        if self.texts[span.first].endswith("ing") and _LED.isdisjoint(self.texts[max(0, span.first - 3) : span.first]):
            return False
        return self.is_polite and any(each.first <= span.first or self.texts[each.first] in _PLEASE for each in polite)

    def _is_wished_if(self, span: Span) -> bool:
        """As in "I'd feel better if we swapped it"."""
        led = next((at for at in range(max(0, span.first - 3), span.first) if self.texts[at] == "if"), 0)
        return not _SPEAKERS.isdisjoint(self.texts[led + 1 : span.first]) and any(
            text == "would" or text.endswith("'d") for text in self.texts[:led]
        )

    def _wishes_before(self, span: Span) -> bool:
        return any(need.first < span.first for need in self.spans(Deed.NEED))

    @cached_property
    def is_conditional(self) -> bool:
        """Whether it tells what would be needed: "in that case a key would be required"."""
        pairs = zip(self.texts, self.texts[1:], strict=False)
        return any((text == "would" or text.endswith("'d")) and after in _WOULD for text, after in pairs)

    @cached_property
    def is_supposed(self) -> bool:
        """Whether it opens with a condition that is no polite wish: "if we had a key", "should the grant come"."""
        if self.opening in _SUPPOSING or (self.opening in ("should", "were") and not self.statement.question):
            return True
        for at, text in enumerate(self.texts[:_NEAR]):
            if text in ("if", "unless", "whether"):
                after = set(self.texts[at + 1 : at + 1 + _NEAR])
                return bool(after & _UNREAL) or after.isdisjoint(_MODALS | _GRANTED)
        return False


_QUALITIES = frozenset("expired invalid broken dead empty overdue missing lost stolen blocked stuck wrong".split())
_THINGS_SENT = frozenset("keys links vaults invitations permissions credentials tokens rights environments".split())
_PASSIVE = frozenset("can could is was".split())
_HAVE = frozenset("have has had got gave".split())
_STEPS = frozenset("steps procedure process way form paperwork formalities information details data".split())
_PROGRAMS = frozenset("program programme application script app software integration machine api".split())
_DASHES = frozenset("-|/~>\u2013\u2014")
_OTHERS = frozenset("it he she they which that who this".split())
_AHEAD = frozenset("can could will would may might shall should must to then also".split())
_SUBJECTS = frozenset("i we you they".split())
_NAMING_DEEDS = ("ment", "tion", "al")  # "we need a replacement"
_MODALS_AND_DO = _MODALS | frozenset("do should shall must did to that".split())
_ALSO_NOUNS = frozenset("limit change block increase request order issue cut transfer".split())
_BEFORE_NOUN = frozenset("the our your its this that no any daily rate".split())
_WOULD = frozenset("need require want be have take".split())
_SUPPOSING = frozenset("suppose supposing imagine assuming perhaps provided".split())
_RIGHTS = frozenset(
    "permission permissions right rights area areas level privileges authentication reports write".split()
)
