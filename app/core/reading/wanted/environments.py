"""For which environments keys are wanted, after one more message.

Two environments are wanted where they are said together, or each with areas or levels of its own, or the second as an
addition. Otherwise two in one message contradict each other, and none is stated.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.core.catalogue import Catalogue
from app.core.reading.layout.statements import Place, Statement
from app.core.reading.said.claims import Claim
from app.core.reading.said.mentions import Mention, Status
from app.core.reading.vocabulary.english import Cue
from app.core.reading.wanted.wishes import Said, Trail, Wishes, near, values

Asserted = Sequence[tuple[Statement, Claim]]


def settled(known: Wishes, said: Said, catalogue: Catalogue) -> tuple[dict[str, Trail], Trail]:
    """The environments wanted, each with its evidence; and the words that leave it unclear, if they do."""
    if len(catalogue.environments) == 1:
        return dict(known.environments), ()
    asserted = [_with_denied(each, said) for each in said.of(Status.STATED) if each[1].environments]
    denied = _alone(said, Status.DENIED)
    wanted = {value for _, claim in asserted for value in values(claim.environments)} - values(denied)
    gone = values(denied) | (values(_alone(said, Status.OPEN, asked=False)) - wanted)
    kept = {each: trail for each, trail in known.environments.items() if each not in gone}
    if asserted and (not wanted or not (wanted <= set(kept) or len(wanted) == 1 or _together(asserted))):
        return {}, said.evidence("unclear=environment", [each for _, claim in asserted for each in claim.environments])
    if not wanted:
        return kept, () if kept else said.evidence("unclear=environment", _alone(said, Status.OPEN))
    found = {
        each: said.evidence(f"environment={each}", _mentions(asserted, each)) for each in _ordered(asserted, wanted)
    }
    if _adds(kept, wanted, asserted, said):
        return {**kept, **found}, ()
    return found, ()


def _alone(said: Said, status: Status, asked: bool = True) -> list[Mention]:
    """The environments that are denied or left open themselves, not those in which an area is; without those that are
    but asked about, unless `asked`.
    """
    claims = (claim for statement, claim in said.of(status) if asked or not statement.question)
    return [each for claim in claims if not claim.areas and not claim.levels for each in claim.environments]


def _with_denied(asserted: tuple[Statement, Claim], said: Said) -> tuple[Statement, Claim]:
    """An environment where something is taken out has that said of it: "in the sandbox, Users can go"."""
    statement, claim = asserted
    aside = [each for other, each in said.of(Status.DENIED, Status.OPEN) if other is statement and each.areas]
    here = [each for each in aside if values(each.environments) & values(claim.environments)]
    return (statement, replace(claim, areas=here[0].areas)) if here and not _is_scoped(claim) else asserted


def _mentions(asserted: Asserted, environment: str) -> list[Mention]:
    found = {each.start: each for _, claim in asserted for each in claim.environments if environment in each.values}
    return list(found.values())


def _ordered(asserted: Asserted, wanted: set[str]) -> list[str]:
    every = [value for _, claim in asserted for each in claim.environments for value in each.values]
    return [each for each in dict.fromkeys(every) if each in wanted]


def _together(asserted: Asserted) -> bool:
    """Whether several environments of one message are meant together, and do not contradict each other."""
    exclusive = [
        claim for statement, claim in asserted if near(statement, claim.environments, Cue.ONLY) and _is_sole(claim)
    ]
    if any(values(claim.environments) != values(exclusive[0].environments) for claim in exclusive):
        return False
    if exclusive and any(not _is_scoped(claim) for _, claim in asserted):
        return False
    joined = any(len(values(claim.environments)) > 1 or _lists(statement, asserted) for statement, claim in asserted)
    every = {value for _, claim in asserted for value in values(claim.environments)}
    scoped = {value for _, claim in asserted if _is_scoped(claim) for value in values(claim.environments)}
    ticked = all(statement.place is Place.BOX for statement, _ in asserted)
    return joined or ticked or scoped == every or any(_is_extra(each) for each in asserted)


def _lists(statement: Statement, asserted: Asserted) -> bool:
    """Whether one statement names several environments, each with something of its own."""
    return len({value for each, claim in asserted if each is statement for value in values(claim.environments)}) > 1


def _is_sole(claim: Claim) -> bool:
    return len(values(claim.environments)) == 1 and not _is_scoped(claim)


def _is_scoped(claim: Claim) -> bool:
    """Whether something is said of the environment beside its name."""
    return bool(claim.areas or claim.levels)


def _is_extra(asserted: tuple[Statement, Claim]) -> bool:
    """Whether it is told as one more: "the sandbox, too", "and the sandbox"."""
    statement, _ = asserted
    goes_on = statement.tokens[0].text == "and" and not statement.has(Cue.INSTEAD, Cue.CORRECTION, Cue.NOT)
    return statement.has(Cue.ALSO, Cue.TOO) or (goes_on and len(statement.tokens) <= _FEW)


_FEW = 6


def _adds(kept: dict[str, Trail], wanted: set[str], asserted: Asserted, said: Said) -> bool:
    """Whether what was known stays: something is added, or said of one environment among several known."""
    if any(_is_extra(each) for each in asserted):
        return True
    if not wanted < set(kept):
        return False
    narrows = any(statement.has(Cue.ONLY, Cue.ENOUGH, Cue.CORRECTION, Cue.INSTEAD) for statement, _ in asserted)
    answers = said.brief and all(statement.bare for statement, _ in asserted)
    bare = any(not _is_scoped(claim) for _, claim in asserted)
    return not (bare and (narrows or answers))
