"""The commands: what they do, what they print, how they end, and that no value passes through them."""

import contextlib
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest

from app.demo.helpdesk.faults import Fault
from app.flow.worker import Worker
from app.main import House
from app.store import audit, work
from tests.e2e.commands import Ended, Terminal
from tests.e2e.ordering import entries
from tests.e2e.stage import Stage
from tests.e2e.world import NewWorld, World, form

BIBS = {"bibs": "read-only"}
STOCK_ADD = ("stock", "add", "--service", "alma", "--environment", "sandbox", "--grants")


@pytest.fixture
def keydesk_command(keydesk: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Terminal:
    monkeypatch.chdir(tmp_path)
    return Terminal(keydesk, {})


def failed(ended: Ended, code: int, *words: str) -> None:
    """It ended with this code, and says why in words rather than a traceback."""
    assert ended.code == code, ended
    assert "Traceback" not in ended.err
    for each in words:
        assert each in " ".join(re.sub("[│╭╮╰╯─]", " ", ended.err).split())


def test_deposit_lists_the_open_orders(keydesk: World, keydesk_command: Terminal) -> None:
    assert keydesk_command("deposit") == Ended(0, "No order is open.\n", "")
    ticket, order = keydesk.ordered()
    ended = keydesk_command("deposit")
    assert ended.code == 1
    assert order in ended.out
    [row] = keydesk_command("deposit", "--json").rows()
    assert (row["order"], row["ticket"], row["grants"]) == (order, keydesk.ref(ticket), BIBS)


def test_deposit_takes_a_value_on_stdin_and_never_shows_it(keydesk: World, keydesk_command: Terminal) -> None:
    ticket, order = keydesk.ordered()
    value = keydesk.scene.make_key("production", BIBS)
    ended = keydesk_command("deposit", order, stdin=f"{value}\n")
    assert (ended.code, ended.err) == (0, "")
    assert "is stored and goes to the requester by itself" in ended.out
    assert re.search(r"Bibs +read-only +right", ended.out)
    assert value not in ended.out
    keydesk.settle()
    assert keydesk.opened(ticket) == value


def test_deposit_says_what_is_wrong_with_a_key(keydesk: World, keydesk_command: Terminal) -> None:
    _, order = keydesk.ordered()
    value = keydesk.scene.make_key("production", BIBS | {"users": "read-only"})
    ended = keydesk_command("deposit", order, stdin=value)
    failed(ended, 1, "Not stored: the key can do more than approved", "remove the row Users")
    assert value not in ended.out + ended.err
    assert keydesk.items("DEPOSIT") == []


@pytest.mark.parametrize(
    ("words", "stdin", "code", "told"),
    [
        (("deposit", "LIB-0-production"), "x", 1, "There is no order LIB-0-production"),
        (("deposit", "{order}"), "", 2, "one key on stdin"),
        (("deposit", "{order}"), "one\ntwo\n", 2, "one key on stdin"),
        (("deposit", "{order}"), "hunter2", 1, "This is not an Alma key"),
        (("deposit", "{order}", "l8xx0123"), "", 2, "unexpected extra argument"),
    ],
)
def test_deposit_refuses_what_is_no_order_or_no_key(
    keydesk: World, keydesk_command: Terminal, words: tuple[str, ...], stdin: str, code: int, told: str
) -> None:
    _, order = keydesk.ordered()
    ended = keydesk_command(*(each.format(order=order) for each in words), stdin=stdin)
    failed(ended, code, told)
    assert "hunter2" not in ended.err
    assert keydesk.orders() == [order]


def test_stock_add_checks_each_key_and_stores_those_that_are_right(keydesk: World, keydesk_command: Terminal) -> None:
    good = [keydesk.scene.make_key("sandbox", BIBS) for _ in range(2)]
    broad = keydesk.scene.make_key("sandbox", BIBS | {"users": "read-only"})
    ended = keydesk_command(*STOCK_ADD, "bibs=read-only", stdin="\n".join([good[0], broad, "no key at all", good[1]]))
    failed(ended, 1, "key 2: not stored: it can do more than approved", "key 3: not stored: This is not an Alma key")
    assert len(keydesk.items("STOCK")) == 2
    assert f"key 1: stored as {keydesk.items('STOCK')[0].id} (…{good[0][-4:]})" in ended.out
    assert "key 4: stored" in ended.out
    assert not [value for value in (*good, broad) if value in ended.out + ended.err]


def test_stock_add_takes_no_key_twice(keydesk: World, keydesk_command: Terminal) -> None:
    value = keydesk.scene.make_key("sandbox", BIBS)
    failed(
        keydesk_command(*STOCK_ADD, "bibs=read-only", stdin=f"{value}\n{value}"),
        1,
        "key 2: not stored: it is already key 1",
    )
    assert len(keydesk.items("STOCK")) == 1
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.opened(ticket) == value
    ended = keydesk_command(*STOCK_ADD, "bibs=read-only", stdin=value)
    failed(ended, 1, f"it is already the key {keydesk.ref(ticket)} ")
    assert keydesk.items("STOCK") == []


def test_stock_add_takes_no_key_that_lies_in_the_stock(keydesk: World, keydesk_command: Terminal) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    [item] = keydesk.items("STOCK")
    ended = keydesk_command(*STOCK_ADD, "bibs=read-only", stdin=value)
    failed(ended, 1, f"key 1: not stored: it is already {item.id} in the stock")
    assert len(keydesk.items("STOCK")) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--service", "alma", "--environment", "moon", "--grants", "bibs=read-only"), "there is no alma moon"),
        (("--service", "ares", "--environment", "sandbox", "--grants", "bibs=read-only"), "there is no ares sandbox"),
        (("--service", "openathens", "--environment", "", "--grants", "api=reports"), "there is no openathens"),
        (("--service", "alma", "--environment", "sandbox", "--grants", "bibs"), "grants are AREA=LEVEL"),
        (("--service", "alma", "--environment", "sandbox", "--grants", "bib=read-only"), "grants are AREA=LEVEL"),
        (("--service", "alma", "--environment", "sandbox", "--grants", "bibs=all"), "grants are AREA=LEVEL"),
        (
            ("--service", "alma", "--environment", "sandbox", "--grants", "bibs=read-only, bibs=read-write"),
            "an area stands there twice",
        ),
        (("--service", "alma", "--environment", "sandbox", "--grants", ""), "grants are AREA=LEVEL"),
        (("--service", "alma", "--environment", "sandbox"), "Missing option"),
        (("--service", "alma", "--environment", "sandbox", "--grants", "bibs=read-only"), "no key on stdin"),
    ],
)
def test_stock_add_refuses_what_it_does_not_understand(
    keydesk_command: Terminal, words: tuple[str, ...], told: str
) -> None:
    failed(keydesk_command("stock", "add", *words, stdin="\n" if told.startswith("no key") else "x"), 2, told)


def test_stock_list_shows_what_is_free_taken_and_misfiled_and_no_value(
    keydesk: World, keydesk_command: Terminal
) -> None:
    values = [keydesk.scene.stock_key("sandbox", BIBS) for _ in range(2)]
    keydesk.items("STOCK")[1].body["tags"].append("claimed:somebody")
    vault = keydesk.scene.settings["OP_STOCK_VAULT"]
    keydesk.scene.vault.account.add_item(vault, "my bank", "hunter2")
    ended = keydesk_command("stock", "list")
    assert ended.code == 0
    assert [line.split()[-1] for line in ended.out.splitlines()] == ["free", "claimed"]
    assert "misfiled" in ended.err
    rows = keydesk_command("stock", "list", "--json").rows()
    assert [(each["environment"], each["grants"], each["claimed"]) for each in rows] == [
        ("sandbox", BIBS, False),
        ("sandbox", BIBS, True),
    ]
    assert not [value for value in (*values, "hunter2") if value in ended.out + ended.err]


def test_plan_shows_the_next_step_and_its_words_without_doing_it(keydesk: World, keydesk_command: Terminal) -> None:
    keydesk.scene.desk.webhooks.hold()
    ticket = keydesk.request("")
    ended = keydesk_command("plan", keydesk.ref(ticket))
    assert (ended.code, ended.err) == (0, "")
    assert f"{keydesk.ref(ticket)}: would Say: the request lacks something" in ended.out
    assert "  | Hello," in ended.out
    [row] = keydesk_command("plan", keydesk.ref(ticket), "--json").rows()
    assert (row["ticket"], row["step"]) == (keydesk.ref(ticket), "Say")
    assert row["comment"].startswith("Hello,")
    assert keydesk.comments(ticket) == keydesk.known() == []


def test_plan_all_goes_through_the_queue(keydesk: World, keydesk_command: Terminal) -> None:
    keydesk.scene.desk.webhooks.hold()
    asking, chat = keydesk.request(), keydesk.open("No paper in the printer.", "Printer")
    rows = keydesk_command("plan", "--all", "--json").rows()
    assert {each["ticket"]: each["step"] for each in rows} == {keydesk.ref(asking): "Say", keydesk.ref(chat): None}


def test_plan_shows_what_would_be_said_on_tickets_from_before_the_first_start(
    library: Stage, keydesk_with: NewWorld, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    library.scene.desk.webhooks.send_to(None)
    desk, dana = library.scene.desk, library.scene.people.dana
    old = [desk.open_ticket(dana, "API key for labels", words).key for words in ("An Alma API key, please.", form())]
    library.clock.advance(timedelta(hours=1))
    keydesk = keydesk_with(MODE="observe")
    ended = Terminal(keydesk, {"MODE": "observe"})("plan", "--all")
    for ref in old:
        assert f"{ref}*: would Say: the request lacks something" in ended.out
    assert ended.out.count("  | Hello,") == 2
    assert ended.out.count("from before Keydesk's first start") == 1
    rows = Terminal(keydesk, {"MODE": "observe"})("plan", "--all", "--json").rows()
    assert [(each["step"], each["older"]) for each in rows] == [("Say", True)] * 2
    later = library.clock.now.isoformat()
    rows = Terminal(keydesk, {"MODE": "observe", "FROM": later})("plan", "--all", "--json").rows()
    assert {(each["because"], each["older"]) for each in rows} == {
        ("the ticket is older than Keydesk's start here", False)
    }


def test_plan_prints_nothing_that_a_terminal_obeys(keydesk: World, keydesk_command: Terminal) -> None:
    keydesk.scene.desk.webhooks.hold()
    ticket = keydesk.request(purpose="Labels \x1b[31mred\x1b[0m [bold]x[/bold] \u202eesrever")
    ended = keydesk_command("plan", keydesk.ref(ticket))
    assert ended.code == 0
    assert not [each for each in ended.out if not each.isprintable() and each != "\n"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("plan",), 2, "name a ticket, or say --all"),
        (("plan", "LIB-1", "--all"), 2, "name a ticket, or say --all"),
        (("plan", "../etc"), 2, "is not a ticket's name, like LIB-412"),
        (("plan", "LIB-9999"), 1, "There is no ticket LIB-9999"),
        (("reconcile",), 2, "Missing argument"),
        (("reconcile", "LIB-9999"), 1, "There is no ticket LIB-9999"),
        (("retry", "nothing"), 2, "is not a ticket's name"),
        (("audit", "verify", "--expect", "7"), 2, "a head is NUMBER:MAC"),
        (("audit", "verify", "--expect", "²:6f1d"), 2, "a head is NUMBER:MAC"),
        (("pause", " "), 2, "say why"),
        (("pause",), 2, "Missing argument"),
        (("fly",), 2, "No such command"),
    ],
)
def test_wrong_use_is_told_in_words(keydesk_command: Terminal, words: tuple[str, ...], code: int, told: str) -> None:
    failed(keydesk_command(*words), code, told)


def test_reconcile_looks_now_and_says_what_became_of_it(keydesk: World, keydesk_command: Terminal) -> None:
    keydesk.scene.desk.webhooks.hold()
    ticket, chat = keydesk.request(""), keydesk.open("No paper in the printer.", "Printer")
    ended = keydesk_command("reconcile", keydesk.ref(ticket), keydesk.ref(chat))
    assert ended.code == 0
    assert [line.partition(":")[0] for line in ended.out.splitlines()] == [keydesk.ref(ticket), keydesk.ref(chat)]
    assert "still open" in keydesk.public(ticket)[-1]
    keydesk.scene.desk.faults.add(Fault("GET .*/issue/[0-9]+$", times=None, status=503))
    ended = keydesk_command("reconcile", keydesk.ref(ticket))
    assert ended.code == 1
    assert "failed (Transient)" in ended.out


@pytest.mark.parametrize("subject", ["ticket:10021", "sweep:alma", "stock", "key:17"])
def test_retry_takes_every_name_that_stuck_lists(keydesk: World, keydesk_command: Terminal, subject: str) -> None:
    now = keydesk.clock()
    with keydesk.house.store.writing() as db:
        work.mark(db, subject, now)
        seen = work.begin(db, subject, now)
        assert seen is not None
        work.bury(db, seen, "Permanent", now)
    [row] = keydesk_command("stuck", "--json").rows()
    assert keydesk_command("retry", row["ticket"]) == Ended(0, f"{row['ticket']} is looked at again.\n", "")
    assert keydesk_command("stuck").code == 0


def test_what_was_given_up_is_listed_and_tried_again(keydesk: World, keydesk_command: Terminal) -> None:
    assert keydesk_command("stuck") == Ended(0, "Nothing is stuck.\n", "")
    keydesk.scene.vault.account.allowed_domains = frozenset({"other.example.edu"})
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    ended = keydesk_command("stuck")
    assert ended.code == 1
    assert ended.out.startswith(f"{keydesk.ref(ticket)}  since ")
    [row] = keydesk_command("stuck", "--json").rows()
    assert (row["ticket"], row["error"]) == (keydesk.ref(ticket), "Permanent")
    keydesk.scene.vault.account.allowed_domains = None
    assert keydesk_command("retry", keydesk.ref(ticket)).out == f"{keydesk.ref(ticket)} is looked at again.\n"
    keydesk.settle()
    keydesk.pass_time(timedelta(minutes=10), step=timedelta(minutes=2))
    assert keydesk.opened(ticket) == value
    again = keydesk_command("retry", keydesk.ref(ticket))
    assert (again.code, "nothing to do" in again.out) == (0, True)


def test_pause_and_resume(keydesk: World, keydesk_command: Terminal) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    assert keydesk_command("pause", "a reviewer's laptop was stolen").code == 0
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.shares() == 0
    assert "Issuing goes on" in keydesk_command("resume").out
    keydesk.settle()
    assert keydesk.opened(ticket) == value
    assert "was not paused" in keydesk_command("resume").out
    with keydesk.house.store.reading() as db:
        acts = {each.action: each.actor for each in audit.entries(db) if each.action in ("paused", "resumed")}
    assert set(acts) == {"paused", "resumed"}
    assert all(actor.startswith("cli:") and "@" in actor for actor in acts.values())


def test_audit_verify_finds_what_was_changed_and_what_is_missing(keydesk: World, keydesk_command: Terminal) -> None:
    keydesk.reviewed()
    ended = keydesk_command("audit", "verify")
    assert ended.code == 0
    head = ended.out.split()[-1]
    assert keydesk_command("audit", "verify", "--expect", head).code == 0
    number, _, _ = head.partition(":")
    later = keydesk_command("audit", "verify", "--expect", f"{int(number) + 1}:{'0' * 64}")
    failed(later, 1, "truncated")
    other = Terminal(keydesk, {"SECRET_KEY": "another secret key, which is long enough"})
    failed(other("audit", "verify"), 1, "row 1: changed")


def test_a_start_notes_its_settings_and_templates_once(keydesk: World, keydesk_command: Terminal) -> None:
    with (
        mock.patch.object(House, "serving_metrics", contextlib.nullcontext),
        mock.patch.object(Worker, "run"),
        mock.patch("signal.signal"),
    ):
        assert keydesk_command("worker").code == 0
        assert keydesk_command("worker").code == 0
        keydesk_command.changed["APPROVAL_TTL"] = "1d"
        assert keydesk_command("worker").code == 0
    noted = entries(keydesk, "settings and templates")
    assert [actor.startswith("cli:") for actor, _, _ in noted] == [True, True]
    assert noted[0][2]["templates"] == noted[1][2]["templates"]


def test_without_a_vault_the_commands_about_keys_say_so(keydesk: World, keydesk_command: Terminal) -> None:
    keydesk_command.changed["MODE"] = "ask"
    for words in (("stock", "list"), ("deposit", "LIB-1-production"), (*STOCK_ADD, "bibs=read-only")):
        failed(keydesk_command(*words, stdin="x"), 2, "Keys are handled only in MODE=full")
    assert keydesk.scene.vault.messages == []


def test_a_setting_that_is_wrong_is_named_and_not_shown(keydesk_command: Terminal) -> None:
    keydesk_command.changed.update(JIRA_URL="ftp://hunter2.example", SECRET_KEY="hunter2")
    ended = keydesk_command("stuck")
    failed(ended, 2, "KEYDESK_")
    assert "hunter2" not in ended.err


def test_read_needs_no_settings_and_names_the_line_that_is_wrong(library: Stage, keydesk_command: Terminal) -> None:
    keydesk_command.changed.update(dict.fromkeys(library.scene.settings, ""))
    ticket = '{"id": "t1", "service": "alma", "summary": "API key", "description": "We need an API key for Bibs."}\n'
    ended = keydesk_command("read", stdin=ticket + "\n" + ticket.replace("t1", "t2"))
    assert ended.code == 0
    assert [(each["id"], each["asks"]) for each in ended.rows()] == [("t1", "new"), ("t2", "new")]
    assert set(ended.rows()[0]) == {"id", "asks", "keys", "missing", "suggest", "explained", "evidence"}
    for wrong in ("no JSON\n", "[]\n", '{"id": "t3"}\n', ticket.replace("alma", "ares")):
        failed(keydesk_command("read", stdin=ticket + wrong), 2, "line 2 is not")
    assert library.scene.desk.calls == []


def test_migrate_can_be_called_again(keydesk_command: Terminal) -> None:
    assert keydesk_command("migrate").out == keydesk_command("migrate").out == "The database is up to date.\n"


def test_what_ends_a_command_is_told_without_the_words_of_a_library(library: Stage, tmp_path: Path) -> None:
    settings = {**library.scene.settings, "DATABASE_URL": f"sqlite:///{tmp_path / 'keydesk.db'}"}
    breaks = "from app.cli import house, main; house.assemble = lambda *_: {}['canary-4711']; main()"
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-X", "dev", "-c", breaks, "stuck"],
        env={"PATH": os.environ["PATH"], **{f"KEYDESK_{name}": value for name, value in settings.items()}},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 1
    assert "builtins.KeyError" in ended.stderr
    assert "canary" not in ended.stdout + ended.stderr.replace(breaks, "")


def test_of_all_tickets_one_that_cannot_be_read_hides_no_other(keydesk: World, keydesk_command: Terminal) -> None:
    one, other = keydesk.reviewed(), keydesk.request("", purpose="Kiosk")
    keydesk.scene.desk.faults.add(Fault(f"GET .*/issue/{one}$", times=None, status=400))
    ended = keydesk_command("plan", "--all", "--json")
    rows = {row["ticket"]: row for row in ended.rows()}
    assert ended.code == 1
    assert rows[keydesk.ref(one)].keys() == {"ticket", "error"}
    assert rows[keydesk.ref(other)]["step"] == "Understand" or rows[keydesk.ref(other)]["comment"]
    plain = keydesk_command("plan", "--all")
    assert (plain.code, f"{keydesk.ref(one)}: " in plain.out, f"{keydesk.ref(other)}: " in plain.out) == (1, True, True)


def test_retry_has_a_link_made_once_more_that_was_made_three_times_in_vain(
    keydesk: World, keydesk_command: Terminal
) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.scene.desk.faults.add(Fault("POST .*/remotelink$", times=None, status=503))
    keydesk.approve(ticket)
    keydesk.settle()
    keydesk.pass_time(timedelta(hours=6), step=timedelta(minutes=10))
    assert "keydesk retry on this ticket has the link made once more" in keydesk.internal(ticket)[-1]
    keydesk.scene.desk.faults.clear()
    ref = keydesk.ref(ticket)
    assert keydesk_command("retry", ref).out == f"{ref} is looked at again. One more link may be made.\n"
    keydesk.settle()
    assert keydesk.opened(ticket) == value
    with keydesk.house.store.reading() as db:
        assert [each.action for each in audit.entries(db) if each.ticket_id == ticket].count("share allowed") == 1
    assert keydesk_command("retry", ref).out == f"{ref} was not given up; nothing to do.\n"


def test_retry_of_a_ticket_that_is_gone_says_so(keydesk: World, keydesk_command: Terminal) -> None:
    ticket = keydesk.reviewed()
    ref = keydesk.ref(ticket)
    keydesk.scene.desk.delete_ticket(ticket, keydesk.scene.people.omar)
    ended = keydesk_command("retry", ref)
    assert (ended.code, ended.out) == (
        1,
        f"{ref} is not at the help desk any more, or Keydesk may not see it; nothing to do.\n",
    )
