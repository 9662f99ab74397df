"""The lines of the table: each a kind of trouble, and the runs that it is tried in. Jobs travel to other processes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Protocol, TypeVar

from tests.chaos import anyorder, changes, crashes, faults, fleet, restore, together, worlds
from tests.chaos.library import Library
from tests.chaos.report import Outcome, Row
from tests.store.databases import POSTGRES

_SEEDS = 3
_IN_CALLS = (crashes.Point.BEFORE, crashes.Point.DONE, crashes.Point.ANSWERED)  # `stock add` writes no row


class Named(Protocol):
    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=Named)


@dataclass(frozen=True)
class Job:
    """Runs of one kind, in a library of their own; `kind` is a line of the table."""

    part: str
    kind: str
    runs: Callable[[Library], Iterable[Outcome]]
    postgres: bool = False


def _numbers(every: int) -> Iterator[int]:
    return count(1, every)


def _crash(point: crashes.Point, every: int, library: Library) -> Iterable[Outcome]:
    return crashes.sweep(library, point, _numbers(every))


def _crash_of_command(point: crashes.Point, every: int, library: Library) -> Iterable[Outcome]:
    return crashes.sweep(library, point, _numbers(every), by_command=True)


def _crash_of_filling(point: crashes.Point, every: int, library: Library) -> Iterable[Outcome]:
    return crashes.filling(library, point, _numbers(every))


def _once(kind: str, every: int, library: Library) -> Iterable[Outcome]:
    return faults.once(library, _named(faults.KINDS, kind), _numbers(every))


def _until_mended(kind: str, every: int, library: Library) -> Iterable[Outcome]:
    return faults.until_mended(library, _named(faults.KINDS, kind), _numbers(every))


def _for_everybody(kind: str, every: int, library: Library) -> Iterable[Outcome]:
    return faults.for_everybody(library, _named(faults.KINDS, kind), _numbers(every))


def _change(change: str, every: int, library: Library) -> Iterable[Outcome]:
    return changes.sweep(library, _named(changes.CHANGES, change), _numbers(every))


def _outage(outage: str, every: int, library: Library) -> Iterable[Outcome]:
    return worlds.without_database(library, _named(worlds.OUTAGES, outage), _numbers(every))


def _named(table: Iterable[N], name: str) -> N:
    """What is in a table is made of functions, which do not travel to other processes; names do."""
    return next(each for each in table if each.name == name)


def _restore(every: int, library: Library) -> Iterable[Outcome]:
    return restore.sweep(library, _numbers(every))


def _weather(every: int, library: Library) -> Iterable[Outcome]:
    return (faults.weather(library, seed) for seed in range(0, 100, every))


def _any_order(every: int, library: Library) -> Iterable[Outcome]:
    return (anyorder.lives(library, seed) for seed in range(0, 40, every))


def _labelled(library: Library) -> Iterable[Outcome]:
    return anyorder.labelled(library, _numbers(1))


def _worlds(library: Library) -> Iterable[Outcome]:
    return (worlds.live_in(library, each) for each in worlds.WORLDS)


def _storms(tickets: int, kills: int, workers: int, webs: int, library: Library) -> Iterable[Outcome]:
    for seed in range(_SEEDS):
        yield fleet.storm(library, tickets=tickets, kills=kills, workers=workers, webs=webs, seed=seed)


def _storm(tickets: int, kills: int, workers: int, webs: int, library: Library) -> Iterable[Outcome]:
    return [fleet.storm(library, tickets=tickets, kills=kills, workers=workers, webs=webs, seed=_SEEDS)]


def _taken_over(library: Library) -> Iterable[Outcome]:
    return (together.taken_over(library) for _ in range(5))


def _twins(library: Library) -> Iterable[Outcome]:
    return [together.twins(library, 50)]


def jobs(every: int) -> list[Job]:
    """Everything; with `every`, each so-manieth point of the long parts. What is done to files is SQLite's alone."""
    found = [Job("crash", f"killed {each.value}", partial(_crash, each, every)) for each in crashes.Point]
    found += [Job("crash", f"deposit {each.value}", partial(_crash_of_command, each, every)) for each in crashes.Point]
    found += [Job("crash", f"stock add {each.value}", partial(_crash_of_filling, each, every)) for each in _IN_CALLS]
    found += [Job("fault", f"once: {each.name}", partial(_once, each.name, every)) for each in faults.KINDS]
    found += [Job("fault", f"lasting: {each.name}", partial(_until_mended, each.name, every)) for each in faults.KINDS]
    found += [
        Job("fault", f"for everybody: {each.name}", partial(_for_everybody, each.name, every)) for each in faults.KINDS
    ]
    found += [Job("change", f"changed: {each.name}", partial(_change, each.name, every)) for each in changes.CHANGES]
    found += [
        Job("fault", "an unkind world", _worlds),
        Job("fault", "bad weather", partial(_weather, every)),
        Job("change", "a label set at any moment", _labelled),
        Job("change", "a life in any order", partial(_any_order, every)),
    ]
    on_postgres = [Job(each.part, f"{each.kind}, PostgreSQL", each.runs, True) for each in found]
    found += [Job("fault", each.name, partial(_outage, each.name, every)) for each in worlds.OUTAGES]
    found += [
        Job("restore", "an older copy restored", partial(_restore, every)),
        Job("many", "random kills, 20 tickets, SQLite", partial(_storms, 20, 20, 1, 1)),
        Job("many", "two installations, one vault", _twins),
    ]
    if not POSTGRES:
        return found
    return [
        *found,
        *on_postgres,
        Job("many", "a worker's look taken over", _taken_over, True),
        Job("many", "200 tickets, 3 workers, 2 web", partial(_storm, 200, 60, 3, 2), True),
    ]


def played(job: Job) -> Row:
    """All runs of a job, in a process of its own."""
    row = Row(job.kind)
    with Library.opened(postgres=job.postgres) as library:
        for outcome in job.runs(library):
            row.add(outcome)
    return row
