"""Makes the next question out of an answer: "The disk was full" becomes "Why was the disk full?"."""

import re
from collections.abc import Collection, Iterable

from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Strand

_AUXILIARIES = frozenset(
    [
        "was",
        "were",
        "is",
        "are",
        "am",
        "had",
        "has",
        "have",
        "could",
        "can",
        "did",
        "does",
        "do",
        "would",
        "will",
        "might",
        "may",
        "must",
        "should",
        "wasn't",
        "weren't",
        "isn't",
        "aren't",
        "hadn't",
        "hasn't",
        "haven't",
        "couldn't",
        "can't",
        "cannot",
        "didn't",
        "doesn't",
        "don't",
        "wouldn't",
        "won't",
    ]
)
_CLAUSES = frozenset(
    [
        "that",
        "which",
        "who",
        "whose",
        "when",
        "where",
        "while",
        "because",
        "so",
        "if",
        "until",
        "after",
        "before",
        "as",
        "since",
        "and",
        "but",
        "or",
    ]
)
_MIDDLE = re.compile(r"[\w,;'\u2019)] ([A-Z][a-z][\w-]*)")

_BECAUSE = re.compile(r"^(?:because|since)\s+(?=\S)", re.IGNORECASE)

_FARTHEST = 8
"""An auxiliary after more words than this has another subject than the sentence begins with."""


def clause(text: str, proper: Collection[str] = ()) -> str:
    """Return a sentence as it stands inside another: without its end, and with a small letter where that is safe.

    Args:
        text: the sentence.
        proper: words that are written with a capital anywhere, names say.
    """
    line = _BECAUSE.sub("", " ".join(text.split())).rstrip(" .;,")
    first = line.split(" ", 1)[0].rstrip(",:'\u2019s")
    is_plain = first[1:].islower() or len(first) == 1
    return line[:1].lower() + line[1:] if is_plain and first not in proper and first != "I" else line


def proper_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that are written with a capital in the middle of a sentence."""
    return frozenset(match[1] for text in texts for match in _MIDDLE.finditer(text))


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, on one line."""
    line = " ".join(text.split())
    match = re.match(r"(.+?[.!?])(?:\s|$)", line)
    return match[1] if match and len(match[1]) > 3 else line


def question_about(text: str, proper: Collection[str] = ()) -> str:
    """Return the question that follows from an answer; empty for an empty one."""
    words = clause(first_sentence(text), proper)
    return (inverted(words) or f"Why is it that {words}?") if words else ""


def inverted(words: str) -> str:
    """Return "the disk was full" as a question, its verb in front; empty where that verb isn't plain to see."""
    listed = words.split(" ")
    for index, word in enumerate(listed[:_FARTHEST]):
        if word.lower() in _CLAUSES:
            break
        if word.lower() in _AUXILIARIES and index > 0:
            return f"Why {word.lower()} {' '.join([*listed[:index], *listed[index + 1 :]])}?"
    return ""


def first_question(postmortem: Postmortem, strand: Strand) -> str:
    """Return the first question of a strand, made from what users felt."""
    if strand is Strand.NOT_CAUGHT:
        return "Why wasn't it caught before users felt it?"
    if strand is Strand.SLOW_RECOVERY:
        return "Why did recovery take as long as it did?"
    impact, title = postmortem.impact, postmortem.incident.title
    if impact.user_facing.strip():
        return question_about(impact.user_facing)
    if impact.could_not and impact.could_not[0].strip():
        return f"Why could users not {clause(impact.could_not[0])}?"
    if title.strip():
        return inverted(clause(title)) or f"Why did this happen: {clause(title, [title.split()[0]])}?"
    return "Why did users feel it?"
