"""Answers on their way out of the application."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Send

from feeds.web.answer import Answer, Header, headers
from feeds.web.ask import ask
from feeds.web.held import Held
from feeds.web.rhythm import PAGE
from feeds.web.security import DATA


def plain(status: int, text: str, **more: str | int) -> Answer:
    """A line of text, kept by no cache."""
    body = f"{text}\n".encode() if text else b""
    if body:
        more = {"content_type": "text/plain; charset=utf-8", "content_length": len(body), **more}
    return Answer(status, headers(cache_control="no-store", **more) + DATA, body)


async def send_answer(send: Send, answer: Answer) -> None:
    """Send it as ASGI messages. uvicorn leaves the body out for HEAD."""
    await send({"type": "http.response.start", "status": answer.status, "headers": list(answer.headers)})
    await send({"type": "http.response.body", "body": answer.body})


def response_of(answer: Answer) -> Response:
    """The answer as Starlette takes it."""
    response = Response(answer.body, answer.status)
    response.raw_headers = list(answer.headers)
    return response


def made(body: str, media_type: str, security: tuple[Header, ...], cache_control: str = PAGE) -> Held:
    """Something made for this moment, ready to be answered with."""
    return Held(body.encode(), media_type, modified=None, headers=security, cache_control=cache_control)


def answer_of(held: Held, request: Request) -> Response:
    """What is held, as this request wants it: coded, or 304."""
    return response_of(held.answer(ask(request.scope["path"], request.method, request.scope["headers"])))
