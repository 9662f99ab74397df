from tests.e2e.world import World


def test_one_environment_from_stock_to_the_opened_link(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", {"bibs": "read-only"})
    ticket = keydesk.request("premium sandbox")
    keydesk.settle()
    assert "now with LSIS for review" in keydesk.public(ticket)[-1]
    assert keydesk.labels(ticket) == {"alma-key-review"}
    keydesk.approve(ticket)
    keydesk.settle()
    assert "your key is ready" in keydesk.public(ticket)[-1]
    assert keydesk.labels(ticket) == {"alma-key-approved", "alma-key-issued"}
    assert keydesk.scene.open_link(keydesk.link(ticket), "dana@lib.example.edu") == value
