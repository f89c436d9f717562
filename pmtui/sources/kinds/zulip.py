"""Zulip: messages from its API, or an export."""

import re
from collections.abc import Iterator
from typing import Any

from pmtui.sources.kinds.messages import chat_message
from pmtui.sources.markup import markdown_of_html
from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import has, has_list, items_of, rows_at, text_at
from pmtui.sources.words import clean

_ZULIP_USER = re.compile(r"@_?\*\*([^*|\n]{1,100})(?:\|\d{1,10})?\*\*")


def _is_zulip(value: Any) -> bool:
    if has_list(value, "zerver_message") or has_list(value, "zerver_userprofile"):
        return True
    if isinstance(value, dict) and "sender_full_name" in value and "content" in value:
        return True
    return any("sender_full_name" in each for each in rows_at(value, "messages")[:20])


def _read_zulip(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    for user in rows_at(value, "zerver_userprofile") + rows_at(value, "zerver_userprofile_crossrealm"):
        reading.learn(f"zulip {text_at(user, 'id')}", text_at(user, "full_name", "email"))
        if text_at(user, "email").endswith("@zulip.com"):
            reading.memory.setdefault("zulip bots", set()).add(text_at(user, "id"))
    for each in rows_at(value, "zerver_recipient"):
        if each.get("type") in (1, 3):
            reading.memory.setdefault("zulip private", set()).add(text_at(each, "id"))
    if not (has_list(value, "zerver_message") or has_list(value, "messages")) and not has(value, "content"):
        return
    for item in items_of(value, "zerver_message", "messages"):
        yield _zulip_message(item, reading)


def _zulip_message(item: dict[str, Any], reading: Reading) -> SourceRecord:
    content, sender = text_at(item, "content"), text_at(item, "sender", "sender_id")
    is_html = item.get("content_type") == "text/html" or bool(
        re.match(r"\s*<(?:p|div|ul|ol|blockquote|h\d)\b", content)
    )
    text = markdown_of_html(content) if is_html else clean(_ZULIP_USER.sub(r"@\1", content))
    private, bots = reading.memory.get("zulip private", ()), reading.memory.get("zulip bots", ())
    why = ""
    if text_at(item, "sender_email").endswith("@zulip.com") or sender in bots:
        why = "a notification of Zulip's own"
    elif item.get("type") == "private" or text_at(item, "recipient") in private:
        why = "a private message"
    channel = item.get("display_recipient")
    who = text_at(item, "sender_full_name") or reading.name(f"zulip {sender}")
    return chat_message(
        reading, item.get("timestamp", item.get("date_sent")), text, who, why,
        place=f"#{channel}" if isinstance(channel, str) else "", id=text_at(item, "id"),
    )  # fmt: skip


SOURCES = (JsonSource("zulip", _is_zulip, _read_zulip),)
