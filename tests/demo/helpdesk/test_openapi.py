"""The stand-in is held to Atlassian's own documents, in both directions, and driven by the client that Keydesk uses."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.demo.helpdesk import HelpDesk
from app.demo.helpdesk.records import Person
from app.demo.helpdesk.webhooks import Delivery
from tests.demo.jira_client import client
from tests.demo.openapi import REFERENCE, needs_reference, problems

DOC = {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Hello"}]}]}


@needs_reference
def test_every_operation_keeps_to_the_published_contract(desk: HelpDesk) -> None:
    desk.page_size = 2
    project = desk.project("HELP", "More help")
    dana = desk.person("Dana Roe", address="dana@example.edu", type="customer")
    rita = desk.person("Rita Ray", address="rita@example.edu", shown=False)
    group = desk.group("lsis", rita, desk.bot, desk.person("Third One"))
    field = desk.custom_field("Needed by")
    ticket = desk.open_ticket(
        dana, "A key", "Please\n\nnow", project=project, labels=["alma"], fields={field.id: "May"}
    )
    desk.role(project, "Service Desk Team", desk.bot, rita)
    jira = client(desk)
    session, api, jsm = jira._session, f"{desk.url}/rest/api/3", f"{desk.url}/rest/servicedeskapi"
    issue = f"{api}/issue/{ticket.id}"

    public = session.post(f"{issue}/comment", json={"body": DOC}).json()["id"]
    mark = {"key": "keydesk.mark", "value": {"kind": "question"}}
    hidden = {"key": "sd.public.comment", "value": {"internal": True}}
    session.post(f"{issue}/comment", json={"body": DOC, "properties": [hidden, mark]})
    role = {"type": "role", "value": "Service Desk Team"}
    internal = session.post(f"{issue}/comment", json={"body": DOC, "visibility": role}).json()["id"]
    session.put(f"{issue}/comment/{public}", json={"body": DOC})
    session.put(f"{api}/comment/{public}/properties/note", json={"a": 1})
    session.get(f"{api}/comment/{public}/properties/note")
    session.get(f"{api}/comment/{public}/properties")
    session.delete(f"{api}/comment/{public}/properties/note")
    session.post(f"{api}/comment/list", params={"expand": "properties"}, json={"ids": [int(public), int(internal)]})
    session.get(f"{issue}/comment", params={"startAt": 1, "maxResults": 1, "orderBy": "-created"})
    session.delete(f"{issue}/comment/{internal}")

    session.put(issue, json={"update": {"labels": [{"add": "alma-key-review"}, {"remove": "alma"}]}})
    session.put(issue, json={"fields": {"summary": "Another"}})
    link = {"globalId": "keydesk:1", "object": {"url": "https://example.edu/x", "title": "Key"}}
    session.post(f"{issue}/remotelink", json=link)
    session.post(f"{issue}/remotelink", json=link)
    session.get(f"{issue}/remotelink", params={"globalId": "keydesk:1"})
    session.get(f"{issue}/remotelink")
    session.delete(f"{issue}/remotelink", params={"globalId": "keydesk:1"})
    step = session.get(f"{issue}/transitions").json()["transitions"][0]["id"]
    session.post(f"{issue}/transitions", json={"transition": {"id": step}})
    session.put(f"{issue}/properties/p", json={"x": 1})
    session.get(f"{issue}/properties/p")
    session.get(issue, params={"expand": "changelog", "properties": "p"})
    session.get(issue, params={"fields": "summary,labels"})
    session.get(f"{issue}/changelog", params={"startAt": 0, "maxResults": 1})

    session.get(f"{api}/search/jql", params={"jql": "project = HELP", "fields": "summary,labels"})
    desk.clone(ticket, by=dana), desk.clone(ticket, by=dana)
    first = session.post(
        f"{api}/search/jql", json={"jql": "project = HELP", "fields": ["*all"], "maxResults": 2}
    ).json()
    session.post(f"{api}/search/jql", json={"jql": "project = HELP", "nextPageToken": first["nextPageToken"]})
    match = {"issueIds": [int(ticket.id)], "jqls": ["project = HELP", "nonsense = 1", "labels ="]}
    session.post(f"{api}/jql/match", json=match)

    for path in ("myself", "serverInfo", f"project/{project.id}", "status", "field"):
        session.get(f"{api}/{path}")
    session.get(f"{api}/mypermissions", params={"permissions": "EDIT_ISSUES,ADMINISTER", "projectId": project.id})
    session.get(f"{api}/user", params={"accountId": rita.id})
    session.get(f"{api}/user/bulk", params={"accountId": [rita.id, dana.id]})
    session.get(f"{api}/user/groups", params={"accountId": rita.id})
    session.get(f"{api}/group/member", params={"groupId": group.id})
    session.get(f"{api}/group/bulk", params={"groupId": group.id})

    session.get(f"{jsm}/request/{ticket.key}")
    session.post(f"{jsm}/request/{ticket.key}/comment", json={"body": "words", "public": False})
    said = session.get(f"{jsm}/request/{ticket.key}/comment", params={"public": "true", "limit": 1}).json()
    session.get(f"{jsm}/request/{ticket.key}/comment/{said['values'][0]['id']}")
    session.get(f"{jsm}/servicedesk")

    assert [call.path for call in desk.calls if call.status is None or call.status >= 400] == []
    assert desk.violations == []
    assert problems(desk.calls) == []


@needs_reference
def test_the_contract_check_sees_wrong_requests_and_wrong_answers(desk: HelpDesk) -> None:

    ticket = desk.open_ticket(desk.bot, "A key")
    jira = client(desk)
    jira._session.get(f"{desk.url}/rest/api/3/issue/{ticket.id}/changelog")
    jira._session.put(f"{desk.url}/rest/api/3/issue/{ticket.id}", json={"update": {"labels": [{"add": "x"}]}})
    read, edit = desk.calls
    assert problems([read, edit]) == []
    assert problems([replace(read, answer={"values": "none"})])
    assert problems([replace(read, query="startAt=first")])
    assert problems([replace(edit, body={"update": {"labels": [{"ad": "x"}]}})])
    assert problems([replace(edit, path="/rest/api/3/issues")])


def _real(name: str) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads((Path(REFERENCE or "") / "jira" / "payloads" / name).read_text())
    return payload


@needs_reference
def test_webhook_bodies_have_the_keys_of_real_ones(desk: HelpDesk, dana: Person) -> None:
    sent: list[Any] = []

    def keep(deliveries: Sequence[Delivery]) -> Sequence[Delivery]:
        sent.extend(json.loads(each.body) for each in deliveries)
        return []

    desk.webhooks.send_to("http://127.0.0.1:9")
    desk.webhooks.tamper = keep
    desk.hold_presets()
    ticket = desk.open_ticket(dana, "A key", "please")
    desk.label(ticket, "sad", by=dana)
    comment = desk.comment(ticket, "hello", by=dana)
    desk.edit_comment(comment, "hello again", by=dana)
    desk.delete_comment(comment, by=dana)
    created, labelled, *commented = sent

    real = _real("cloud-2024-issue_created.json")
    assert set(created) == set(real)
    assert set(created["user"]) == set(real["user"])
    assert set(created["issue"]) == set(real["issue"])
    assert set(created["issue"]["fields"]) <= {*real["issue"]["fields"], "statusCategory"}
    assert created["issue"]["self"].endswith(f"/rest/api/2/{ticket.id}")

    real = _real("cloud-issue_updated-labels.json")
    assert set(labelled) == set(real)
    assert labelled["changelog"]["items"][0].keys() == real["changelog"]["items"][0].keys()

    kinds = ("created", "updated", "deleted")
    for body, real in zip(commented, (_real(f"cloud-comment_{kind}.json") for kind in kinds), strict=True):
        assert (set(body), body["webhookEvent"]) == (set(real), real["webhookEvent"])
        assert set(body["comment"]) == set(real["comment"])
        assert set(body["issue"]["fields"]) == set(real["issue"]["fields"])
