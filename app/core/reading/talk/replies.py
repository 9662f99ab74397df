"""What kind of reply a message is."""

import re
from collections.abc import Sequence

from app.core.reading.layout.statements import Statement
from app.core.reading.talk.sayings import without
from app.core.reading.talk.talking import Sentence, tells_plainly
from app.core.reading.text.tokens import words_of
from app.core.reading.types import Reply
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.words_of_talking import Talk


def kind_of_reply(sentences: Sequence[Sentence], tells: bool) -> Reply:
    """`tells`: the message states or takes up something that was not known before."""
    if tells:
        return Reply.ANSWER
    does = [_main(each) for each in sentences]
    if Talk.ARGUES in does:
        return Reply.PROMISE if does[-1] is Talk.PROMISES else Reply.ARGUMENT
    if Talk.DEFERS in does:
        return Reply.UNSURE
    if any(each is Talk.ASKS and said.question for each, said in zip(does, sentences, strict=True)):
        return Reply.QUESTION
    for talk, reply in _KINDS:
        if talk in does:
            return reply
    return Reply.THANKS if _only_thanks(sentences) else Reply.ANSWER


def names_what_is_asked(statement: Statement) -> bool:
    """Whether a statement names an environment or a level and does nothing else with the question.

    It was meant for an answer, even if nothing of it was understood.
    """
    named = any(token.term in (Term.ENVIRONMENT, Term.LEVEL) and token.sure for token in statement.tokens)
    return named and not statement.question and tells_plainly(words_of(statement.tokens))


_KINDS = (
    (Talk.PROMISES, Reply.PROMISE),
    (Talk.ASKS, Reply.QUESTION),
    (Talk.KNOWS_NOT, Reply.UNSURE),
    (Talk.PRESSES, Reply.ARGUMENT),
)


def _main(sentence: Sentence) -> Talk | None:
    """What a sentence does above all."""
    order = _ORDER if not sentence.question or _PUTS_OFF.search(sentence.text) else _OF_QUESTION
    return next((talk for talk in order if talk in sentence.talk), Talk.ASKS if sentence.question else None)


_ORDER = (Talk.DEFERS, Talk.ARGUES, Talk.PROMISES, Talk.KNOWS_NOT, Talk.PRESSES, Talk.ASKS)
_OF_QUESTION = (Talk.ARGUES, Talk.DEFERS, Talk.PRESSES, Talk.ASKS)
_PUTS_OFF = re.compile(r" (?:can|may|could) (?:i|we) (?:\w+ )?(?:get|come|answer|reply|respond|report|send|let|tell) ")


def _only_thanks(sentences: Sequence[Sentence]) -> bool:
    """Whether a message thanks, or takes note, and hardly says anything besides."""
    thanks = any(Talk.THANKS in each.talk for each in sentences)
    notes = bool(sentences) and all(Talk.CLOSES in each.talk for each in sentences)
    rest = [word for each in sentences for word in _besides(each)]
    return (thanks or notes) and len(rest) <= _FEW and _TELLING.isdisjoint(rest)


def _besides(sentence: Sentence) -> list[str]:
    """The words of a sentence that neither thank, nor close a letter, nor are grammar."""
    text = without(Talk.CLOSES, without(Talk.THANKS, _THANKED.sub(" ", sentence.text)))
    return [word for word in text.split() if word.isalnum() and word not in _GRAMMAR]


_FEW = 4
_THANKED = re.compile(
    r"(?<= )(?:thanks?|thank you|appreciate|grateful|great|good) (?:\w+ ){0,3}?(?:for|to|that|how) [^,.:;]*"
)
_TELLING = frozenset(
    """use take need needs want wants please both option key first second former latter one read write change but not
    no which what never nothing yes yep yeah exactly correct right agreed ahead""".split()
)
_GRAMMAR = frozenset(
    """i we you it that this is was are am be been the a an and so very much for your my our me us to of in with really
    all again too now will would really truly indeed lot everyone hi hello dear hey oh""".split()
)
