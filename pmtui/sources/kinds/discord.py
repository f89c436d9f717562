"""Discord, as DiscordChatExporter writes it."""

import re
from collections.abc import Iterator
from typing import Any

from pmtui.sources.kinds.messages import chat_message
from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import has, nested_value, rows_at, text_at
from pmtui.sources.words import clean, link

_DISCORD = {
    "GuildMemberJoin": "someone joins", "ChannelPinnedMessage": "something is pinned", "Call": "a call",
    "ThreadCreated": "a thread begins", "RecipientAdd": "someone joins", "RecipientRemove": "someone leaves",
    "ChannelNameChange": "the channel gets another name", "ChannelIconChange": "the channel changes",
}  # fmt: skip
_CUSTOM_EMOJI = re.compile(r"<a?(:\w{1,60}:)\d{1,25}>")


def _read_discord(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    channel = text_at(value, "channel.name")
    for item in rows_at(value, "messages"):
        is_bot = nested_value(item, "author.isBot") is True
        text = clean(_CUSTOM_EMOJI.sub(r"\1", text_at(item, "content")))
        if not text:
            text = "\n".join(filter(None, map(_embed, rows_at(item, "embeds"))))
        who = text_at(item, "author.nickname", "author.name")
        kind = text_at(item, "type")
        why = "" if kind in ("Default", "Reply", "0", "19", "") else _DISCORD.get(kind, "a system message")
        yield chat_message(
            reading, text_at(item, "timestamp"), text, who, why,
            has_file=bool(item.get("attachments") or item.get("stickers")), place=f"#{channel}" if channel else "",
            id=text_at(item, "id"), echoes=f"{channel} {who}" if is_bot else "",
        )  # fmt: skip


def _embed(item: dict[str, Any]) -> str:
    title, url = clean(text_at(item, "title")), text_at(item, "url")
    lines = [link(title, url) if title and url else title, clean(text_at(item, "description"))]
    for each in rows_at(item, "fields"):
        lines.append(f"{clean(text_at(each, 'name'))}: {clean(text_at(each, 'value'))}")
    return "\n".join(filter(None, lines))


SOURCES = (JsonSource("discord", lambda value: has(value, "guild", "messages"), _read_discord),)
