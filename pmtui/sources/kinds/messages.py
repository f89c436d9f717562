"""What the messages of all chats share."""

from typing import Any

from pmtui.sources.reading import Reading
from pmtui.sources.records import SourceRecord
from pmtui.sources.words import is_only_emoji


def chat_message(
    reading: Reading, at: Any, text: str, who: str, why: str = "", has_file: bool = False, **facts: Any
) -> SourceRecord:
    """Return a message: noise for the reason given, or if it's in another channel or has no words."""
    channel = facts.get("place", "")
    if reading.is_another_channel(channel):
        why = "another channel"
    elif not why and not text:
        why = "a file without text" if has_file else "no text"
    elif not why and is_only_emoji(text):
        why = "only an emoji"
    return reading.noise(at, text, why, who, **facts) if why else reading.event(at, text, who, **facts)
