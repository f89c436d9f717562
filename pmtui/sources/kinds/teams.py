"""Microsoft Teams: the messages of a channel or chat, from Graph or the m365 command."""

from collections.abc import Iterator
from typing import Any

from pmtui.sources.kinds.messages import chat_message
from pmtui.sources.markup import markdown_of_html, text_of_card
from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import first_of, has, has_list, items_of, nested_value, rows_at, text_at
from pmtui.sources.words import clean


def _is_teams(value: Any) -> bool:
    first = first_of(value, "value")
    return has(first, "createdDateTime") and ("messageType" in first or "body" in first or has_list(value, "value"))


def _read_teams(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    if has(value, "@odata.nextLink"):
        reading.tell(f"{reading.file} is cut off: Teams has more messages (@odata.nextLink). Fetch the next page, too.")
    for item in items_of(value, "value"):
        yield _teams_message(item, reading)
        for reply in rows_at(item, "replies"):
            yield _teams_message(reply, reading)


def _teams_message(item: dict[str, Any], reading: Reading) -> SourceRecord:
    attachments = rows_at(item, "attachments")
    cards = {text_at(each, "id"): text_of_card(each.get("content")) for each in attachments if _is_card(each)}
    content = text_at(item, "body.content")
    is_html = text_at(item, "body.contentType").lower() == "html"
    text = markdown_of_html(content, lambda name: cards.get(name, "")) if is_html else clean(content)
    if not text:
        text = "\n".join(filter(None, cards.values()))
    subject = clean(text_at(item, "subject"))
    if subject and text:
        text = f"{subject}\n{text}"
    kind = text_at(item, "messageType")
    why = "" if kind in ("message", "") else "a system message"
    if item.get("deletedDateTime"):
        why = "it was deleted"
    who = text_at(item, "from.user.displayName", "from.application.displayName", "from.device.displayName")
    is_bot = isinstance(nested_value(item, "from.application"), dict) and not isinstance(
        nested_value(item, "from.user"), dict
    )
    return chat_message(
        reading, text_at(item, "createdDateTime"), text, who, why,
        has_file=bool(attachments) or "<img" in content, id=text_at(item, "id"), link=_web(text_at(item, "webUrl")),
        echoes=who if is_bot else "",
    )  # fmt: skip


def _is_card(item: dict[str, Any]) -> bool:
    kind = text_at(item, "contentType").lower()
    return "card" in kind


def _web(url: str) -> str:
    return url if url.startswith(("https://", "http://")) else ""


SOURCES = (JsonSource("teams", _is_teams, _read_teams),)
