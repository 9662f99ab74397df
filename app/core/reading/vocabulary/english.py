"""Everyday English that steers the reading, as data: what negates, hedges, asks, adds, drops, puts off.

Nothing here belongs to a service; the words of a service stand in its catalogue.
"""

from enum import StrEnum, auto


class Cue(StrEnum):
    """What a word or phrase does to the words around it."""

    __hash__ = str.__hash__  # that of Enum is slow, and these are looked up all the time

    NOT = auto()  # denies what follows, or what stands before it at a clause's end
    CANNOT = auto()  # says what is impossible: states nothing about what is wanted
    AT_LEAST = auto()  # turns a negation into a demand: "not less than"
    EXCEPT = auto()
    ONLY = auto()
    ALSO = auto()
    TOO = auto()  # adds, and says that it is like what is there
    INSTEAD = auto()
    CORRECTION = auto()
    DROP = auto()
    OFF = auto()  # with TAKE: drops what stands between
    TAKE = auto()
    MISTAKEN = auto()  # says of what is named that it was put there by mistake
    LATER = auto()  # puts off to another ticket or time
    HEDGE = auto()  # leaves open
    OR = auto()
    AND = auto()
    REASON = auto()
    CONDITION = auto()
    QUESTION = auto()
    RELATIVE = auto()
    CONTRAST = auto()
    PAST = auto()
    HAVE = auto()
    REQUEST = auto()
    POLITE = auto()
    MODAL = auto()
    NEEDED = auto()
    PERSON = auto()  # somebody who does things, or things are done to
    OWNER = auto()  # before a name: makes it somebody's, or one of many
    BOTH = auto()
    EACH = auto()  # says a level of all that is named
    ALL = auto()
    EVERYTHING = auto()
    REST = auto()
    KEY = auto()
    HEAD = auto()  # what may follow a name: "the Bibs API", "the sandbox environment"
    ON = auto()  # leads from a level to its areas
    YES = auto()
    UNSURE = auto()  # the writer does not know
    ENOUGH = auto()
    NOT_ENOUGH = auto()
    OFFER = auto()  # with a proposal of an agent
    PROMISE = auto()
    UNCHANGED = auto()  # keeps what was said before
    MEANWHILE = auto()  # for the time being, or at once: says nothing of what is wanted
    COURTESY = auto()  # may stand before what a message has to say


# Cues that leave a word its own meaning, so that it can be part of a longer name ("Acquisitions team").
WITH_MEANING: frozenset[Cue] = frozenset((Cue.PERSON, Cue.COURTESY, Cue.PAST, Cue.OWNER))
NOT_ADVERBS: frozenset[str] = frozenset("family supply reply july italy assembly ally fly rally".split())

# Words of the closed classes: they may stand beside a name without making it part of another.
PLAIN: frozenset[str] = frozenset(
    """
    w/ say says mean means meant call called a an the this that these those our my your their his her it its it's he she
    they them we us i me you there
    here such and or but nor so yet if then than as because since while whereas although though unless until
    when where which who whom whose what how why whether of in on at by for with w/ from to into onto upon over
    under about against between among through during before after above below near within without across per
    via toward towards off out up down am is are was were be been being do does did done have has had having
    will would shall should can could may might must ought need needs needed want wants wanted require
    requires required like get gets got let lets make makes not no yes please pls thanks thank ok okay fine
    only just also too even still again already always never ever once now later soon first second third
    last next both either neither each every all any some none more most much many few less least other
    others another same own very quite rather really simply exactly enough plenty else instead it'll we'll
    i'll you'll they'll that's there's here's let's i'd we'd it'd they'd i'm we're you're they're i've we've
    isn't aren't don't doesn't didn't won't wouldn't can't cannot couldn't shouldn't mustn't haven't hasn't
    wasn't weren't one two three four five six seven eight nine ten 1 2 3 4 5 6 7 8 9 10 etc eg ie resp incl
    including include includes respectively well as-is alike equally plus minus however therefore thus hence namely i.e
    e.g and/or vs versus access accessing stays stay remains remain becomes become use uses used using add
    adds give gives gave grant grants key keys api apis area areas permission permissions level levels
    environment environments instance right rights would'd asap currently nothing something anything
    everything everywhere anywhere looks look seems ones where's what's who's how's hi hello dear cheers
    regards best sorry changes change drop remove leave take keep put set called named going go come comes
    goes back""".split()
)

ABBREVIATIONS: frozenset[str] = frozenset(
    "e.g i.e eg ie incl etc dr mr ms mrs prof approx vs resp ext dept univ st ca cf inc tel".split()
)
