"""A bridge from Approdo to a Chatwoot API inbox and back, to start from; ../other-help-desks.md explains it."""

import hmac
import json
import os
from pathlib import Path

import httpx
from fastapi import FastAPI, HTTPException, Request
from standardwebhooks import Webhook, WebhookVerificationError

app, env = FastAPI(), os.environ
approdo = httpx.Client(base_url=f"{env['APPRODO_URL']}/api/v1/", timeout=9)
inbox = httpx.Client(base_url=env["CHATWOOT_INBOX_URL"], timeout=9)  # …/public/api/v1/inboxes/IDENTIFIER
file = Path(env.get("BRIDGE_FILE", "bridge.json"))  # who: [the number of her conversation there, last position]
known: dict[str, list[int]] = json.loads(file.read_text()) if file.exists() else {}
MARKS = {"person": "", "assistant": "[Approdo] "}  # what is copied, and how it begins there


def call(client: httpx.Client, method: str, path: str, **body: object) -> dict:
    answer = client.request(method, path, json=body or None)
    if answer.status_code == 401 and client is approdo:  # not signed in yet, or no more
        approdo.post("session", json={"email": env["APPRODO_EMAIL"], "password": env["APPRODO_PASSWORD"]})
        answer = client.request(method, path, json=body or None)
    return {} if method == "GET" and answer.status_code == 404 else answer.raise_for_status().json()


def copy(who: str, language: str) -> None:
    last = known.get(who, [0, 0])[1]
    messages = call(approdo, "GET", f"desk/conversations/{who}/messages?after={last}").get("messages", [])
    if messages and who not in known:  # no messages: she has erased them, or another mediator has her
        call(inbox, "POST", "contacts", source_id=who, name=f"Approdo {language}")
        known[who] = [call(inbox, "POST", f"contacts/{who}/conversations")["id"], 0]
    for said in messages:
        if said["author"] in MARKS and said["text"]:
            text = MARKS[said["author"]] + " — ".join(filter(None, (said["text"], said["in_my_language"])))
            call(inbox, "POST", f"contacts/{who}/conversations/{known[who][0]}/messages", content=text)
        known[who][1] = said["position"]
        file.write_text(json.dumps(known))


@app.post("/approdo", status_code=204)
async def from_approdo(request: Request) -> None:
    try:
        event = Webhook(env["APPRODO_SECRET"]).verify(await request.body(), dict(request.headers))
    except (WebhookVerificationError, ValueError) as error:
        raise HTTPException(401) from error
    if event["type"] in ("handoff.asked", "message.arrived"):
        copy(event["data"]["conversation_id"], event["data"].get("language", ""))


@app.post("/chatwoot", status_code=204)
async def from_chatwoot(request: Request) -> None:
    sent, signature = (request.headers.get(f"x-chatwoot-{name}", "").encode() for name in ("timestamp", "signature"))
    digest = hmac.new(env["CHATWOOT_SECRET"].encode(), sent + b"." + await request.body(), "sha256").hexdigest()
    if not hmac.compare_digest(f"sha256={digest}".encode(), signature):
        raise HTTPException(401)
    event = await request.json()
    desk = f"desk/conversations/{event.get('conversation', event)['contact_inbox']['source_id']}"
    if event["event"] == "message_created" and event["message_type"] == "outgoing" and not event["private"]:
        call(approdo, "POST", f"{desk}/take")
        call(approdo, "POST", f"{desk}/messages", id=f"chatwoot-{event['id']}", text=event["content"], language="it")
    elif event["event"] == "conversation_status_changed" and event["status"] == "resolved":
        call(approdo, "POST", f"{desk}/close", outcome="answered")
