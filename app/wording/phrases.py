"""Small pieces of English: grants, lists, dates, what a check showed. Exact, and never more than was seen."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from textwrap import shorten
from zoneinfo import ZoneInfo

from app.core.case import Key
from app.core.catalogue import Catalogue, Environment
from app.core.findings import AreaFinding, Findings, Result, Verdict
from app.core.view import View
from app.wording.markdown import clean

LONGEST_PURPOSE = 60

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def listed(words: Sequence[str], joint: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return f" {joint} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def grants(catalogue: Catalogue, granted: Iterable[tuple[str, str | None]]) -> str:
    """`Bibs and Users read-only, Acquisition read/write`; for a service of one area, the level alone."""
    cells = list(granted)
    if len(catalogue.areas) == 1:
        return listed([catalogue.level(level).title for _, level in cells if level])
    levels = [*[each.id for each in catalogue.levels], None]
    groups = [(level, [catalogue.area(area).title for area, its in cells if its == level]) for level in levels]
    return ", ".join(
        f"{listed(areas)} {catalogue.level(level).title}" if level else listed(areas)
        for level, areas in groups
        if areas
    )


def place(environment: Environment) -> str:
    """Within a sentence: `production`, `the premium sandbox`."""
    return f"the {environment.title}" if " " in environment.title else environment.title


def key_title(catalogue: Catalogue, environment: str | None) -> str:
    """`Alma production`; the service alone, where it has but one environment."""
    if environment is None or len(catalogue.environments) == 1:
        return catalogue.title
    return f"{catalogue.title} {catalogue.environment(environment).title}"


def link_title(view: View, key: Key) -> str:
    """`Alma production key: spine labels (opens once, until 1 December)`; the purpose as the newest review has it."""
    review, policy = view.case.newest_review(), view.policy
    purpose = clean(review.request.purpose) if review is not None and review.request is not None else key.name
    until = day(link_ends(view, key), policy.time_zone)
    title = f"{key_title(view.catalogue, key.environment)} key"
    return f"{title}: {shorten(purpose, LONGEST_PURPOSE, placeholder='…')} (opens once, until {until})"


def link_ends(view: View, key: Key) -> datetime:
    """As its share call had it; the account may allow less than we want. (A row that is older than this tells nothing
    of it.)"""
    return key.shared_until or (key.shared_at or view.now) + view.policy.share_ttl


def moment(at: datetime, zone: str) -> str:
    """`Tue 1 December 2026, 14:00 EST`."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.day} {local:%B %Y, %H:%M %Z}"


def day(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%B}"


def clock(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"


def within_a_day(at: datetime, now: datetime, zone: str) -> str:
    """When something will be that is less than a day away."""
    there = ZoneInfo(zone)
    tomorrow = at.astimezone(there).date() != now.astimezone(there).date()
    return f"{clock(at, zone)} tomorrow" if tomorrow else clock(at, zone)


def checked(catalogue: Catalogue, findings: Findings, zone: str) -> str:
    """What the check showed and what it could not: nothing is claimed that was not tried."""
    reads = _titles(catalogue, findings, lambda each: each.granted is not None and each.read is Result.RIGHT)
    writes = _titles(catalogue, findings, lambda each: _may_write(catalogue, each) and each.write is Result.RIGHT)
    cannot = _titles(catalogue, findings, lambda each: _only_reads(catalogue, each) and each.write is Result.RIGHT)
    shut = [each for each in findings.areas if each.granted is None and each.read is Result.RIGHT]
    parts = [
        f"it reads {listed(reads)}" if reads else "",
        f"may write in {listed(writes)}" if writes else "",
        f"cannot write {'there' if cannot == reads else f'in {listed(cannot)}'}" if cannot else "",
        f"is refused {_shut(catalogue, shut)}" if shut else "",
    ]
    tried = f"Checked at {catalogue.title} on {day(findings.checked_at, zone)}: {listed([p for p in parts if p])}."
    return " ".join([tried, *_untested(catalogue, findings)])


def _shut(catalogue: Catalogue, findings: Sequence[AreaFinding]) -> str:
    """The vendor has areas that nobody can ask for here; a key could have them all the same, so they are tried too."""
    offered = {each.id for each in catalogue.areas}
    rest = [area_title(catalogue, each.area) for each in findings if each.area not in offered]
    ours = len(findings) - len(rest)
    words = [f"in the {number(ours)} other areas"] if ours else []
    return listed([*words, *([f"in {listed(rest)}, which nobody can ask for here"] if rest else [])])


def vendors_environment(environment: str) -> str:
    """As the Developer Network's form has it."""
    return environment.capitalize()


def rows(catalogue: Catalogue, key: Key) -> list[dict[str, str]]:
    """The rows of "Add Permission" that make the key: `area`, `environment`, `level`."""
    return [
        {
            "area": catalogue.area(area).title,
            "environment": vendors_environment(key.environment),
            "level": catalogue.level(level).title.capitalize(),
        }
        for area, level in key.grants.items()
    ]


def problem_of(catalogue: Catalogue, findings: Findings) -> tuple[str, str]:
    """What is wrong with a key, and what to do about it in the vendor's site."""
    if findings.verdict is Verdict.UNKNOWN:
        return f"could not be checked: {catalogue.title} did not answer every question", "Please try again later."
    if findings.verdict is Verdict.DEAD:
        return (
            "is refused everywhere",
            "Perhaps the value was copied wrongly, or the key was deleted. Please look at it in the Developer Network, "
            "and hand the right value in again.",
        )
    if findings.verdict is Verdict.ELSEWHERE:
        return (
            "belongs to another institution or environment",
            "Please make the key for this order where its rows say, and hand that one in.",
        )
    broad = [each for each in findings.areas if Result.TOO_BROAD in (each.read, each.write)]
    narrow = [each for each in findings.areas if Result.MISSING in (each.read, each.write)]
    if broad:
        return f"can do more than approved: {_extra(catalogue, broad)}", _mend(catalogue, broad, narrow)
    return f"cannot do all that was approved: {_lacks(catalogue, narrow)}", _mend(catalogue, broad, narrow)


def quoted(words: Sequence[str]) -> str:
    return " and also ".join(f'"{each}"' for each in words)


def area_title(catalogue: Catalogue, area: str) -> str:
    """The area's name; the check also looks at areas that nobody can ask for here."""
    known = {each.id: each.title for each in catalogue.areas}
    return known.get(area, area.replace("-", " ").capitalize())


def _titles(catalogue: Catalogue, findings: Findings, wanted: Callable[[AreaFinding], bool]) -> list[str]:
    return [area_title(catalogue, each.area) for each in findings.areas if wanted(each)]


def _may_write(catalogue: Catalogue, finding: AreaFinding) -> bool:
    return catalogue.rank(finding.granted) > 1


def _only_reads(catalogue: Catalogue, finding: AreaFinding) -> bool:
    return catalogue.rank(finding.granted) == 1


def _untested(catalogue: Catalogue, findings: Findings) -> list[str]:
    if not findings.untested:
        return []
    areas = listed([area_title(catalogue, area) for area in findings.untested])
    return [f"Whether it could also write in {areas} cannot be tested without changing data."]


def _extra(catalogue: Catalogue, broad: Sequence[AreaFinding]) -> str:
    def says(each: AreaFinding) -> str:
        verb = "read" if each.read is Result.TOO_BROAD else "written"
        return f"{area_title(catalogue, each.area)} can also be {verb}"

    return listed([says(each) for each in broad])


def _lacks(catalogue: Catalogue, narrow: Sequence[AreaFinding]) -> str:
    def says(each: AreaFinding) -> str:
        verb = "read" if each.read is Result.MISSING else "written"
        return f"{area_title(catalogue, each.area)} cannot be {verb}"

    return listed([says(each) for each in narrow])


def _mend(catalogue: Catalogue, broad: Sequence[AreaFinding], narrow: Sequence[AreaFinding]) -> str:
    rows = [
        *[f"remove the row {area_title(catalogue, each.area)}" for each in broad if each.granted is None],
        *[_set(catalogue, each) for each in [*broad, *narrow] if each.granted is not None],
    ]
    return f"In the Developer Network please {listed(list(dict.fromkeys(rows)))}; leave the rest."


def _set(catalogue: Catalogue, each: AreaFinding) -> str:
    level = catalogue.level(each.granted or "").title.capitalize()
    return f"set the row {area_title(catalogue, each.area)} to {level}"
