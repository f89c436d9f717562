"""Mattermost: a bulk export, or the posts of a channel from its API."""

from collections.abc import Iterator
from typing import Any

from pmtui.sources.kinds.messages import chat_message
from pmtui.sources.markup import text_of_attachments
from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import first_of, has, nested_value, objects, rows_at, text_at
from pmtui.sources.words import clean

_LINES = {
    "version",
    "role",
    "emoji",
    "team",
    "channel",
    "user",
    "post",
    "direct_post",
    "direct_channel",
    "bot",
    "scheme",
}
_JOINS = ("system_join", "system_add", "system_leave", "system_remove")


def _is_mattermost(value: Any) -> bool:
    if has(value, "order", "posts"):
        return True
    if isinstance(value, dict):
        return text_at(value, "type") in _LINES and has(value, text_at(value, "type"))
    first = first_of(value)
    return has(first, "id", "username") and ("first_name" in first or "nickname" in first)


def _learn_mattermost(user: dict[str, Any], reading: Reading) -> None:
    real = f"{text_at(user, 'first_name')} {text_at(user, 'last_name')}".strip() or text_at(
        user, "nickname", "username"
    )
    for key in ("id", "username"):
        reading.learn(text_at(user, key), real)


def _read_mattermost(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    if isinstance(value, list):
        for user in objects(value):
            _learn_mattermost(user, reading)
    elif isinstance(value.get("posts"), dict):
        for post in objects(list(value["posts"].values())):
            yield _mattermost_post(post, reading)
    else:
        yield from _mattermost_line(value, reading)


def _mattermost_line(value: dict[str, Any], reading: Reading) -> Iterator[SourceRecord]:
    kind = text_at(value, "type")
    inner = nested_value(value, kind)
    reading.learned = True
    if not isinstance(inner, dict):
        return
    if kind == "user":
        _learn_mattermost(inner, reading)
    elif kind == "bot":
        reading.learn(text_at(inner, "username"), text_at(inner, "display_name", "username"))
    elif kind in ("post", "direct_post"):
        why = "a private message" if kind == "direct_post" else ""
        channel = text_at(inner, "channel")
        yield _mattermost_post(inner, reading, channel, why)
        for reply in rows_at(inner, "replies"):
            yield _mattermost_post(reply, reading, channel, why)


def _mattermost_post(post: dict[str, Any], reading: Reading, channel: str = "", why: str = "") -> SourceRecord:
    kind, text = text_at(post, "type"), clean(text_at(post, "message"))
    if kind.startswith("system_"):
        why = why or ("someone joins or leaves" if kind.startswith(_JOINS) else "a system message")
    if isinstance(post.get("delete_at"), int) and post["delete_at"] > 0:
        why = why or "it was deleted"
    if not text:
        text = text_of_attachments(nested_value(post, "props.attachments"), reading.name)
    user = text_at(post, "user_id", "user")
    bot = text_at(post, "props.override_username", "props.webhook_display_name")
    at = post.get("create_at")
    return chat_message(
        reading, at, text, bot or reading.name(user), why,
        has_file=bool(post.get("file_ids") or post.get("attachments")), place=f"#{channel}" if channel else "",
        id=text_at(post, "id") or f"{at} {user}", echoes=f"{channel} {bot}" if bot else "",
    )  # fmt: skip


SOURCES = (JsonSource("mattermost", _is_mattermost, _read_mattermost),)
