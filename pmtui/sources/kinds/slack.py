"""Slack: a workspace export, and the answers of its API."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pmtui.sources.markup import markdown_of_slack, text_of_attachments, text_of_blocks
from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import has, has_list, items_of, nested_value, objects, rows_at, text_at
from pmtui.sources.words import is_only_emoji

_NOISE = {
    "channel_join": "someone joins", "group_join": "someone joins", "channel_leave": "someone leaves",
    "group_leave": "someone leaves", "channel_topic": "the topic changes", "group_topic": "the topic changes",
    "channel_purpose": "the purpose changes", "group_purpose": "the purpose changes",
    "channel_name": "the channel gets another name", "group_name": "the channel gets another name",
    "channel_archive": "the channel is archived", "channel_unarchive": "the channel is reopened",
    "group_archive": "the channel is archived", "group_unarchive": "the channel is reopened",
    "bot_add": "an app is added", "bot_remove": "an app is removed", "pinned_item": "something is pinned",
    "unpinned_item": "something is unpinned", "reminder_add": "a reminder", "huddle_thread": "a huddle",
    "tombstone": "it was deleted", "message_deleted": "it was deleted", "message_changed": "an edit",
    "channel_convert_to_private": "the channel changes", "channel_posting_permissions": "the channel changes",
    "sh_room_created": "a call", "assistant_app_thread": "an app's thread",
}  # fmt: skip
_HIDDEN = "This content can't be displayed."
_FILE_COMMENT = re.compile(r"and commented: (.*)", re.DOTALL)


def _is_export(value: Any) -> bool:
    if isinstance(value, dict):
        return value.get("type") == "message" and "ts" in value
    some = list(items_of(value, most=20))
    return any(each.get("type") == "message" and "ts" in each for each in some) or _are_names(some)


def _are_names(some: list[dict[str, Any]]) -> bool:
    """Return whether objects are the users or the channels of a workspace."""
    first = some[0] if some else {}
    is_user = has(first, "id", "profile") and ("team_id" in first or "name" in first)
    return is_user or (has(first, "id", "name", "members") and ("creator" in first or "created" in first))


def _is_api(value: Any) -> bool:
    if not has(value, "ok"):
        return False
    return any(has_list(value, name) for name in ("members", "channels", "messages")) and value.get("ok") is True


def _learn(item: dict[str, Any], reading: Reading) -> None:
    real = ("profile.real_name", "real_name", "profile.display_name", "display_name", "name")
    reading.learn(text_at(item, "id"), text_at(item, *real))


def _read_export(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    if _are_names(list(items_of(value, most=1))):
        for item in objects(value):
            _learn(item, reading)
        return
    yield from _messages(list(items_of(value)), reading, reading.folder)


def _read_api(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    for name in ("members", "channels"):
        for item in rows_at(value, name):
            _learn(item, reading)
    if nested_value(value, "has_more") is True:
        reading.tell(f"{reading.file} is cut off: Slack has more messages (has_more). Fetch the next page, too.")
    messages = rows_at(value, "messages")
    expected: dict[str, int] = reading.memory.setdefault("slack threads", {})
    seen: Counter[str] = reading.memory.setdefault("slack replies", Counter())
    for message in messages:
        thread, ts = text_at(message, "thread_ts"), text_at(message, "ts")
        if thread and thread != ts:
            seen[thread] += 1
        elif isinstance(message.get("reply_count"), int):
            expected[ts] = max(expected.get(ts, 0), message["reply_count"])
    yield from _messages(messages, reading, text_at(value, "channel"))


def _finish(reading: Reading) -> None:
    """Report which threads lack replies."""
    seen = reading.memory.get("slack replies", Counter())
    missing = sum(max(0, count - seen[ts]) for ts, count in reading.memory.get("slack threads", {}).items())
    if missing:
        reading.tell(
            f"{missing} replies in threads are missing: conversations.history doesn't have them. "
            "Fetch conversations.replies for each thread, and import those files, too."
        )


def _messages(messages: list[dict[str, Any]], reading: Reading, channel: str) -> Iterator[SourceRecord]:
    for message in messages:
        profile = message.get("user_profile")
        if isinstance(profile, dict):
            real = text_at(profile, "real_name", "display_name", "name")
            if real:
                reading.people.setdefault(text_at(message, "user"), real)
    for message in messages:
        if "ts" in message and message.get("type", "message") == "message":
            yield _message(message, reading, channel)


def _message(message: dict[str, Any], reading: Reading, channel: str) -> SourceRecord:
    ts, user, subtype = text_at(message, "ts"), text_at(message, "user"), text_at(message, "subtype")
    is_bot = bool(message.get("bot_id")) or subtype == "bot_message"
    bot = text_at(message, "bot_profile.name", "username")
    who = (bot if is_bot or not user else "") or reading.name(user)
    text = _text(message, reading, is_bot=is_bot)
    if subtype == "file_comment":
        who = reading.name(text_at(message, "comment.user") or user) or who
    facts: dict[str, Any] = {
        "place": f"#{channel}" if channel else "",
        "id": _identity(ts, channel, reading),
    }
    if is_bot:
        facts["echoes"] = f"{channel} {who}"
    return reading.event(ts, text, who, noise=_why_noise(message, subtype, text, reading, channel), **facts)


def _identity(ts: str, channel: str, reading: Reading) -> str:
    """Return a message's id: its time, since the API's answers name no channel; with the channel if two share one."""
    first = reading.memory.setdefault("slack channels", {}).setdefault(ts, channel)
    return f"{ts} {channel}" if channel and first and channel != first else ts


def _why_noise(message: dict[str, Any], subtype: str, text: str, reading: Reading, channel: str) -> str:
    if reading.is_another_channel(channel, reading.people.get(channel, "")):
        return "another channel"
    if subtype in _NOISE:
        return _NOISE[subtype]
    if not text:
        return "a file without text" if message.get("files") or message.get("file") else "no text"
    return "only an emoji" if is_only_emoji(text) else ""


def _text(message: dict[str, Any], reading: Reading, *, is_bot: bool) -> str:
    text = text_at(message, "text")
    subtype = message.get("subtype")
    if subtype == "file_comment":
        text = text_at(message, "comment.comment")
    elif subtype == "file_share" and isinstance(message.get("file"), dict) and " uploaded a file: " in text:
        comment = _FILE_COMMENT.search(text)
        text = comment[1] if comment else text_at(message, "file.initial_comment.comment")
    if text.strip() and _HIDDEN not in text:
        return markdown_of_slack(text, reading.name)
    found = text_of_blocks(message.get("blocks"), reading.name)
    more = text_of_attachments(message.get("attachments"), reading.name)
    return "\n".join(filter(None, (found, more if more not in found else ""))) if is_bot else found or more


SOURCES = (
    JsonSource("slack_export", _is_export, _read_export),
    JsonSource("slack_api", _is_api, _read_api, _finish),
)
