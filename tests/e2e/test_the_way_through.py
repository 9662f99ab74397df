"""A ticket from its opening to the opened link."""

from tests.e2e.world import World, is_reading

BIBS = {"bibs": "read-only"}


def test_one_environment_from_stock_to_the_opened_link(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.request("premium sandbox")
    keydesk.settle()
    assert "now with LSIS for review" in keydesk.public(ticket)[-1]
    assert keydesk.labels(ticket) == {"alma-key-review"}
    keydesk.approve(ticket)
    keydesk.settle()
    assert "your key is ready" in keydesk.public(ticket)[-1]
    assert keydesk.labels(ticket) == {"alma-key-approved", "alma-key-issued"}
    assert keydesk.opened(ticket) == value


def test_both_environments_are_two_keys_each_behind_a_link_of_its_own(keydesk: World) -> None:
    sandbox = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed("production and premium sandbox")
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.opened(ticket) == sandbox
    assert keydesk.labels(ticket) == {"alma-key-approved", "alma-key-order"}
    production = keydesk.scene.make_key("production", BIBS)
    [order] = keydesk.orders()
    assert keydesk.hand_in(order, production).kept
    keydesk.settle()
    assert keydesk.labels(ticket) == {"alma-key-approved", "alma-key-issued"}
    assert keydesk.opened(ticket) == production
    assert len(keydesk.scene.links_of(ticket)) == keydesk.shares() == 2


def test_without_stock_the_key_is_ordered_handed_in_by_command_and_delivered(keydesk: World) -> None:
    ticket, order = keydesk.ordered()
    assert order == f"{keydesk.ref(ticket)}-production"
    assert f"keydesk deposit {order}" in keydesk.internal(ticket)[-1]
    value = keydesk.scene.make_key("production", BIBS)
    assert keydesk.hand_in(order, value).kept
    keydesk.settle()
    assert keydesk.opened(ticket) == value
    assert keydesk.labels(ticket) == {"alma-key-approved", "alma-key-issued"}
    assert (keydesk.items("DEPOSIT"), len(keydesk.items("DEPOSIT", archived=True))) == ([], 1)


def test_a_key_that_lies_in_the_deposit_vault_is_found_by_the_sweep(keydesk: World) -> None:
    ticket, order = keydesk.ordered()
    value = keydesk.scene.make_key("production", BIBS)
    keydesk.put_into_vault(order, value)
    assert keydesk.settle() == 0
    keydesk.sweep()
    assert keydesk.opened(ticket) == value
    assert keydesk.items("DEPOSIT") == []


def test_a_second_look_changes_nothing_at_any_stage(keydesk: World) -> None:
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.request("", access="")
    for act in (
        lambda: keydesk.say(ticket, "premium sandbox\nread-only"),
        lambda: keydesk.approve(ticket),
        lambda: keydesk.say(ticket, "Thanks a lot!"),
        lambda: keydesk.scene.desk.close(ticket, keydesk.scene.people.omar),
    ):
        keydesk.settle()
        before = len(keydesk.calls()), len(keydesk.scene.vault.messages)
        assert keydesk.look(ticket) == 1
        keydesk.sweep()
        again = keydesk.calls()[before[0] :]
        assert again
        assert [f"{each.method} {each.path}" for each in again if not is_reading(each)] == []
        assert len(keydesk.scene.vault.messages) == before[1]
        act()
    assert keydesk.shares() == 1


def test_the_item_that_is_shared_holds_only_what_its_recipient_may_see(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    [share] = [each.parameters for each in keydesk.scene.vault.messages if each.operation == "ItemsSharesCreate"]
    assert share["params"] == {
        "recipients": [{"type": "Email", "parameters": {"email": "dana@lib.example.edu"}}],
        "expireAfter": "SevenDays",
        "oneTimeOnly": True,
    }
    fields = {each["id"]: each["value"] for each in share["item"]["fields"]}
    assert fields == {
        "credential": value,
        "service": "Alma",
        "environment": "premium sandbox",
        "grants": "Bibs read-only",
        "host": keydesk.scene.alma.url,
    }
    assert [tag.partition(":")[0] for tag in share["item"]["tags"]] == ["for", "op"]
    people = [person.partition("@")[0] for person in ("jane", "omar")]
    assert not [name for name in people if name in str(share["item"]).lower()]
