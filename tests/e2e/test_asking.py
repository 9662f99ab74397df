"""What is asked of a requester, and of whom nothing is asked."""

from datetime import timedelta

from tests.e2e.world import NewWorld, World, form

CHAT = "The printers on the third floor are out of paper again."


def test_a_complete_answer_by_comment_leads_to_the_review(keydesk: World) -> None:
    ticket = keydesk.request("")
    keydesk.settle()
    [question] = keydesk.comments(ticket)
    assert "One thing is still open" in question
    assert keydesk.labels(ticket) == {"alma-key-incomplete"}
    keydesk.say(ticket, "premium sandbox")
    keydesk.settle()
    assert "now with LSIS for review" in keydesk.public(ticket)[-1]
    assert keydesk.labels(ticket) == {"alma-key-review"}


def test_an_answer_by_editing_the_ticket_counts_as_well(keydesk: World) -> None:
    ticket = keydesk.request("")
    keydesk.settle()
    whole = form(purpose="Spine labels", environment="sandbox", areas="Bibs", access="read-only")
    keydesk.scene.desk.edit(ticket, keydesk.scene.people.dana, description=whole)
    keydesk.settle()
    assert "now with LSIS for review" in keydesk.public(ticket)[-1]


def test_nothing_is_asked_again_while_nobody_answers(keydesk: World) -> None:
    ticket = keydesk.request("")
    keydesk.settle()
    keydesk.pass_time(timedelta(days=3))
    keydesk.sweep()
    keydesk.say(ticket, "I look at this ticket, too.", by=keydesk.scene.people.eve, public=False)
    keydesk.settle()
    assert len(keydesk.comments(ticket)) == 1


def test_two_questions_and_then_a_person(keydesk: World) -> None:
    ticket = keydesk.request("", access="")
    keydesk.settle()
    assert "Two things are still open" in keydesk.public(ticket)[-1]
    keydesk.say(ticket, "sandbox")
    keydesk.settle()
    assert "One thing is still open" in keydesk.public(ticket)[-1]
    keydesk.say(ticket, "Whatever you think best")
    keydesk.settle()
    assert "A colleague from LSIS will answer this" in keydesk.public(ticket)[-1]
    assert "Whatever you think best" in keydesk.internal(ticket)[-1]
    assert keydesk.labels(ticket) == {"alma-key-help"}
    keydesk.say(ticket, "Hello?")
    keydesk.settle()
    assert len(keydesk.public(ticket)) == 3


def test_a_reply_that_asks_back_goes_to_a_person_and_the_next_answer_goes_on(keydesk: World) -> None:
    ticket = keydesk.request("")
    keydesk.settle()
    keydesk.say(ticket, "What is the difference between the two, and which one would you take?")
    keydesk.settle()
    assert "A colleague from LSIS will answer this" in keydesk.public(ticket)[-1]
    assert "Still open: environment" in keydesk.internal(ticket)[-1]
    keydesk.say(ticket, "sandbox")
    keydesk.settle()
    assert "now with LSIS for review" in keydesk.public(ticket)[-1]


def test_while_staff_have_the_last_word_nothing_is_asked(keydesk: World) -> None:
    desk, people = keydesk.scene.desk, keydesk.scene.people
    desk.webhooks.hold()
    ticket = keydesk.request("")
    keydesk.say(ticket, "Hi Dana, let us talk about this tomorrow.", by=people.omar)
    desk.webhooks.release()
    keydesk.settle()
    assert keydesk.comments(ticket) == []
    assert keydesk.labels(ticket) == set()
    keydesk.say(ticket, "Fine. It is about Bibs.")
    keydesk.settle()
    assert "One thing is still open" in keydesk.public(ticket)[-1]


def test_an_agents_words_are_not_the_requesters(keydesk: World) -> None:
    ticket = keydesk.request("")
    keydesk.settle()
    keydesk.say(ticket, "production", by=keydesk.scene.people.omar)
    keydesk.settle()
    assert keydesk.labels(ticket) == {"alma-key-incomplete"}


def test_a_comment_that_somebody_else_edited_is_nobodys_word(keydesk: World) -> None:
    ticket = keydesk.request("")
    keydesk.settle()
    desk = keydesk.scene.desk
    desk.webhooks.hold()
    answer = keydesk.say(ticket, "sandbox")
    desk.edit_comment(answer, "production", keydesk.scene.people.omar)
    desk.webhooks.release()
    keydesk.settle()
    assert keydesk.labels(ticket) == {"alma-key-incomplete"}


def test_a_ticket_that_asks_for_no_key_is_left_alone(keydesk: World) -> None:
    ticket = keydesk.open(CHAT, "No paper")
    keydesk.settle()
    keydesk.sweep()
    keydesk.pass_time(timedelta(days=1))
    assert keydesk.comments(ticket) == []
    assert keydesk.labels(ticket) == set()
    assert keydesk.writes() == []


def test_a_ticket_that_no_queue_holds_leaves_no_row(keydesk: World) -> None:
    elsewhere = keydesk.scene.desk.project("OPS", "Operations")
    ticket = keydesk.request(project=elsewhere)
    keydesk.settle()
    keydesk.sweep()
    assert keydesk.known() == []
    assert keydesk.comments(ticket) == keydesk.writes() == []


def test_a_ticket_of_a_foreign_project_is_not_ours_even_if_the_queue_holds_it(keydesk_with: NewWorld) -> None:
    keydesk = keydesk_with(ALMA_QUEUE_JQL="labels = alma")
    elsewhere = keydesk.scene.desk.project("EVE", "Eve's own")
    ticket = keydesk.request(project=elsewhere, labels=["alma", "alma-key-issued"], by=keydesk.scene.people.eve)
    ours = keydesk.request(labels=["alma", "alma-key-issued"])
    keydesk.settle()
    keydesk.sweep()
    assert keydesk.known() == [ours]
    assert keydesk.comments(ticket) == []
    assert keydesk.labels(ours) == {"alma", "alma-key-review"}


def test_a_reviewer_brings_a_ticket_in_and_takes_it_out_again(keydesk: World) -> None:
    desk, people = keydesk.scene.desk, keydesk.scene.people
    ticket = keydesk.open(CHAT, "No paper")
    keydesk.settle()
    desk.label(ticket, "keydesk-on", by=people.eve)
    keydesk.settle()
    assert keydesk.comments(ticket) == []
    desk.unlabel(ticket, "keydesk-on", by=people.eve)
    desk.label(ticket, "keydesk-on", by=people.jane)
    keydesk.settle()
    assert "still open" in keydesk.public(ticket)[-1]
    desk.label(ticket, "keydesk-off", by=people.omar)
    keydesk.settle()
    keydesk.say(ticket, form(purpose="x", environment="sandbox", areas="Bibs", access="read-only"))
    keydesk.settle()
    assert len(keydesk.comments(ticket)) == 1


def test_nobody_but_a_reviewer_keeps_keydesk_out(keydesk: World) -> None:
    desk, eve = keydesk.scene.desk, keydesk.scene.people.eve
    ticket = keydesk.request(labels=["keydesk-off"])
    keydesk.settle()
    assert keydesk.comments(ticket) == []
    keydesk.pass_time(timedelta(minutes=20), step=timedelta(minutes=1))
    assert "now with LSIS for review" in keydesk.public(ticket)[-1]
    desk.unlabel(ticket, "keydesk-off", by=eve)
    desk.label(ticket, "keydesk-off", by=eve)
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.orders() == [f"{keydesk.ref(ticket)}-sandbox"]


def test_a_ticket_about_a_key_that_exists_gets_nothing_in_public(keydesk: World) -> None:
    ticket = keydesk.open("Our Alma key ending in 3f9a stopped working yesterday: UNAUTHORIZED.", "Alma key broken")
    keydesk.settle()
    assert keydesk.public(ticket) == []


def test_six_comments_a_day_and_then_silence_until_a_reviewer_acts(keydesk: World) -> None:
    ticket = keydesk.reviewed()
    for place in ("Divinity", "Ford", "Goodson", "Lilly", "Music", "Perkins", "Rubenstein", "Marine Lab"):
        words = form(purpose=f"Kiosk at {place}", environment="sandbox", areas="Bibs", access="read-only")
        keydesk.scene.desk.edit(ticket, keydesk.scene.people.dana, description=words)
        keydesk.settle()
    assert len(keydesk.comments(ticket)) == 6
    assert keydesk.labels(ticket) == {"alma-key-stuck"}
    keydesk.pass_time(timedelta(hours=25), step=timedelta(hours=5))
    assert "Kiosk at Marine Lab" in keydesk.public(ticket)[-1]
