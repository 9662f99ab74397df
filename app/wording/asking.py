"""The facts of the question: every gap in one comment, what was understood so far, and what may be meant."""

from collections.abc import Mapping
from typing import Any

from app.core.catalogue import Catalogue
from app.core.complete import Gap, gaps
from app.core.reading import Reading
from app.core.steps import Say
from app.core.view import View
from app.wording import phrases

Facts = Mapping[str, Any]

TITLES = {
    Gap.DESCRIPTION: "Project",
    Gap.ENVIRONMENT: "Environment",
    Gap.AREA: "Areas",
    Gap.ACCESS: "Access",
    Gap.EXPLANATION: "Why",
}


def question(say: Say, view: View) -> Facts:  # noqa: ARG001
    reading = reading_of(view)
    open_gaps = gaps(reading)
    one = len(open_gaps) == 1
    return {
        "count": "One thing is" if one else f"{phrases.number(len(open_gaps)).capitalize()} things are",
        "gaps": [_gap(view.catalogue, reading, gap) for gap in open_gaps],
        "suggestion": _suggestion(view.catalogue, reading),
        "understood": _understood(view.catalogue, reading),
        "purpose": reading.purpose,
    }


def _gap(catalogue: Catalogue, reading: Reading, gap: Gap) -> dict[str, str]:
    alone = len(catalogue.areas) == 1
    title = "Permission level." if gap is Gap.ACCESS and alone else f"{TITLES[gap]}."
    title = _why(catalogue, reading) if gap is Gap.EXPLANATION else title
    options = {Gap.AREA: _areas(catalogue), Gap.ACCESS: _levels(catalogue) if alone else ""}.get(gap, "")
    return {
        "title": title,
        "question": _question(catalogue, reading, gap),
        "options": options,
        "quote": _quote(reading, gap),
    }


def _question(catalogue: Catalogue, reading: Reading, gap: Gap) -> str:
    title = catalogue.title
    if gap is Gap.DESCRIPTION:
        return f"What is the key for? One sentence is enough: which tool or workflow, and what it does in {title}."
    if gap is Gap.ENVIRONMENT:
        places = ", in ".join(f"{phrases.place(each)} ({each.gloss})" for each in catalogue.environments)
        return f"Should the key work in {places}, or in both? Both means two keys."
    if gap is Gap.AREA:
        return f"Which parts of {title} does it need?"
    if gap is Gap.EXPLANATION:
        return _explain(catalogue)
    if len(catalogue.areas) == 1:
        return ""
    unstated = _unstated(catalogue, reading)
    differs = "" if len(unstated) == 1 else " If it differs between areas, say it for each."
    where = f" For {phrases.listed(unstated)}." if unstated and _some_stated(reading) else ""
    return f"Only look things up (read-only), or also change them (read/write)?{where}{differs}"


def _why(catalogue: Catalogue, reading: Reading) -> str:
    area, level = _guarded_cell(catalogue, reading)
    if len(catalogue.areas) == 1:
        return f"Why {catalogue.level(level).title}?"
    return f"Why {catalogue.level(level).title} on {catalogue.area(area).title}?"


def _explain(catalogue: Catalogue) -> str:
    if len(catalogue.areas) == 1:
        return "It is given only where a narrower level will not do. Why will it not do?"
    return (
        "It is generally not given. If the application cannot do without it, please explain in full what it must "
        "change and why nothing else will do; LSIS reviews that. If read-only is enough, just say so."
    )


def _guarded_cell(catalogue: Catalogue, reading: Reading) -> tuple[str, str]:
    """The area and level that are asked for and need an explanation."""
    asked = {(area, level) for key in reading.keys for area, level in key.grants.items()}
    return next(cell for cell in sorted(catalogue.guarded) if cell in asked)


def _areas(catalogue: Catalogue) -> str:
    return " · ".join(f"{each.title} ({each.gloss})" for each in catalogue.areas)


def _levels(catalogue: Catalogue) -> str:
    return " · ".join(f"{each.title} ({each.gloss})" for each in catalogue.levels)


def _unstated(catalogue: Catalogue, reading: Reading) -> list[str]:
    open_areas = {area for key in reading.keys for area, level in key.grants.items() if level is None}
    return [each.title for each in catalogue.areas if each.id in open_areas]


def _some_stated(reading: Reading) -> bool:
    return any(level is not None for key in reading.keys for level in key.grants.values())


def _quote(reading: Reading, gap: Gap) -> str:
    """What was said of it and cannot be made out."""
    words = list(dict.fromkeys(each.words for each in reading.evidence if each.claim == f"unclear={gap.value}"))
    if not words:
        return ""
    if len(words) == 1:
        return f"You write {phrases.quoted(words)}: I cannot make out which you mean."
    return f"You write {phrases.quoted(words[:2])}. Which is right?"


def _suggestion(catalogue: Catalogue, reading: Reading) -> dict[str, Any] | None:
    for area in reading.suggest:
        words = [each.words for each in reading.evidence if each.claim == f"suggest={area}"]
        if words:
            title = catalogue.level(area).title if len(catalogue.areas) == 1 else catalogue.area(area).title
            return {"words": list(dict.fromkeys(words))[:3], "area": title}
    return None


def _understood(catalogue: Catalogue, reading: Reading) -> str:
    """`production and premium sandbox: Bibs read-only`; what is the same for several environments is said once."""
    places: dict[str, list[str]] = {}
    for key in reading.keys:
        several = len(catalogue.environments) > 1 and key.environment is not None
        place = [catalogue.environment(key.environment or "").title] if several else []
        places.setdefault(phrases.grants(catalogue, key.grants.items()), []).extend(place)
    said = [": ".join(part for part in (phrases.listed(where), what) if part) for what, where in places.items()]
    return "; ".join(part for part in said if part)


def reading_of(view: View) -> Reading:
    if view.reading is None:
        raise ValueError("nothing was read")
    return view.reading
