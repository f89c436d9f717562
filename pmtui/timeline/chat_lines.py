"""Takes the lines of a paste that name who wrote a message of a chat, and when."""

import re
from dataclasses import replace

from pmtui.timeline import chats
from pmtui.timeline.entry_line import read_line
from pmtui.timeline.pasted_lines import LineRole
from pmtui.timeline.pieces import LIKELY_TIME
from pmtui.timeline.taken_lines import TakenLines

_BADGES = 5
"""The time of a program's message is within this many lines below its badge."""


def take_chat_line(taken: TakenLines, plain: str) -> bool:
    """Read who wrote a message and when, on the line of the time or the one above it."""
    sender = chats.sender_of(plain.replace("**", ""))
    is_sure = sender is not None and (taken.is_chat or sender.has_written or sender.when[-1:].isalpha())
    if sender and not is_sure and not _has_message_below(taken):
        return False  # `Resolved 14:50` is a label with its time
    when = sender.when if sender else chats.time_alone(plain) if taken.is_chat else ""
    if when:
        if taken.is_listed and taken.message_at is not None:
            taken.given.follow(taken.message_at)  # times of a list inside a message aren't those of the next one
        line = read_line(when, taken.around)
        if line.has_time:
            taken.source, taken.is_chat = sender.name if sender else taken.source, True
            taken.event("", line)
            status = chats.status_of(plain)
            if status:
                taken.lines[-1] = replace(taken.lines[-1], source=f"{taken.source} {status}".strip())
            taken.has_leading_time, taken.is_listed = True, False
            taken.message_at = line.reading.at if line.reading is not None else None
            return True
    if chats.is_badge(plain) and taken.names and taken.lines[-1].fate is LineRole.GOVERNS:
        taken.source = f"{taken.source} {plain.strip()}"
        taken.add(LineRole.GOVERNS)
        taken.lines[-1] = replace(taken.lines[-1], source=taken.source)
        return True
    following = taken.piece.following
    if chats.is_badge(following) and not chats.is_badge(plain):
        places = range(taken.at + 2, min(taken.at + 2 + _BADGES, len(taken.pieces)))
        following = next((text for at in places if _may_follow(text := taken.pieces[at].text)), "")
    above = None if taken.wants_words else chats.sender_above(plain, following)
    if above is None:
        return False
    has_half = bool(re.search(r"(?i)\d\s?[ap]\.?m", following))
    is_known = above.name in taken.names or (has_half and (not taken.is_chat or len(above.name.split()) == 1))
    if not above.is_sure and not is_known:
        return False
    taken.source, taken.is_chat, taken.wants_words = above.name, True, False
    taken.names.add(above.name)
    taken.add(
        LineRole.GOVERNS,
        doubt="" if above.is_sure else "Read as the name of the person who wrote the next lines.",
    )
    return True


def _may_follow(text: str) -> bool:
    return bool(text.strip()) and not chats.is_badge(text)


def _has_message_below(taken: TakenLines) -> bool:
    """Return whether the next line may be a message, and not one more line with a time."""
    below = taken.pieces[taken.at + 1].text.strip() if taken.at + 1 < len(taken.pieces) else ""
    return bool(below) and not LIKELY_TIME.match(below) and chats.sender_of(below) is None
