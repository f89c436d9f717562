"""Telegram Desktop: the history of a chat as JSON."""

from collections.abc import Iterator
from typing import Any

from pmtui.sources.kinds.messages import chat_message
from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import has, rows_at, text_at
from pmtui.sources.words import clean, code, link

_AROUND = {"bold": "**", "italic": "_", "strikethrough": "~~"}


def _is_telegram(value: Any) -> bool:
    if has(value, "chats") and isinstance(value["chats"], dict):
        return True
    return any(has(each, "date") and ("from" in each or "actor" in each) for each in rows_at(value, "messages")[:20])


def _read_telegram(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    for chat in rows_at(value, "chats.list") or [value]:
        place = text_at(chat, "name")
        for item in rows_at(chat, "messages"):
            text = _telegram_text(item.get("text"))
            kind, media = text_at(item, "type"), any(item.get(key) for key in ("photo", "file", "media_type"))
            why = "" if kind == "message" else "a service message"
            if item.get("media_type") == "sticker":
                why = "a sticker"
            who = text_at(item, "from") or ("" if why else "Deleted Account")
            yield chat_message(
                reading, text_at(item, "date_unixtime", "date"), text, who, why, has_file=media, place=place,
                id=f"{text_at(chat, 'id')} {text_at(item, 'id')}",
            )  # fmt: skip


def _telegram_text(text: Any) -> str:
    if isinstance(text, str):
        return clean(text)
    parts = []
    for part in text if isinstance(text, list) else []:
        parts.append(part if isinstance(part, str) else _telegram_part(part))
    return clean("".join(parts))


def _telegram_part(part: Any) -> str:
    words, kind = text_at(part, "text"), text_at(part, "type")
    if kind == "text_link":
        return link(words, text_at(part, "href"))
    if kind == "pre":
        return f"\n```{clean(text_at(part, 'language'))}\n{words}\n```\n"
    if kind == "code":
        return code(words)
    mark = _AROUND.get(kind, "")
    bare = words.strip()
    return words.replace(bare, f"{mark}{bare}{mark}", 1) if mark and bare else words


SOURCES = (JsonSource("telegram", _is_telegram, _read_telegram),)
