"""Turns an answer into the next question: "The disk was full" becomes "Why was the disk full?"."""

import re
from collections.abc import Collection, Iterable

from pmtui.causes.common_words import ORDINARY
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import WhyTrack

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

_OWNING = frozenset(["had", "has", "have", "do", "did"])
_OWNED = frozenset(
    ["no", "a", "an", "the", "its", "their", "our", "one", "two", "too", "only", "more", "fewer", "less"]
)

_PLURAL_VERBS = frozenset(["were", "are", "weren't", "aren't", "have", "haven't", "don't"])
"""Verbs that show that the word before is a plural, which is hardly ever a name."""

_FARTHEST = 8
"""An auxiliary further on than this many words rarely belongs to the subject that starts the sentence."""


def clause(text: str, proper: Collection[str] = ()) -> str:
    """Return a sentence for use inside another: without its period, and in lower case if that's safe.

    A first word that could be a name keeps its capital, such as Kafka.

    Args:
        text: the sentence.
        proper: words that always have a capital, such as names.
    """
    line = _BECAUSE.sub("", " ".join(text.split())).rstrip(" .;,")
    return line[:1].lower() + line[1:] if _is_ordinary(line, proper) else line


def stands_inside(text: str, proper: Collection[str] = ()) -> bool:
    """Return whether a sentence reads well inside another: it starts with a lower-case letter or a name."""
    words = clause(text, proper)
    return words[:1].islower() or words[:1].isdigit() or _first_word(words) in proper or not words[1:2].islower()


def _first_word(line: str) -> str:
    return re.sub(r"['\u2019]s$", "", line.split(" ", 1)[0].rstrip(",:;"))


def _is_ordinary(line: str, proper: Collection[str]) -> bool:
    """Return whether a sentence starts with a word that isn't a name; any word not known as ordinary could be one."""
    first, _, rest = line.partition(" ")
    word = _first_word(line)
    if word in proper or word == "I" or not (word[1:].islower() or len(word) == 1):
        return False
    return word.lower() in ORDINARY or (word.endswith("s") and rest.partition(" ")[0] in _PLURAL_VERBS)


def proper_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that have a capital in the middle of a sentence."""
    return frozenset(match[1] for text in texts for match in _MIDDLE.finditer(text))


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, on one line."""
    line = " ".join(text.split())
    match = re.match(r"(.+?[.!?])(?:\s|$)", line)
    return match[1] if match and len(match[1]) > 3 else line


def question_about(text: str, proper: Collection[str] = ()) -> str:
    """Return the question that an answer leads to; empty for an empty answer."""
    words = clause(first_sentence(text), proper)
    return (inverted(words) or f"{_capitalized(words)}. Why?") if words else ""


def _capitalized(words: str) -> str:
    """Return a sentence with a capital; a first word that mixes cases, such as iOS, is kept as it's written."""
    return words[:1].upper() + words[1:] if words.partition(" ")[0].islower() else words


def inverted(words: str) -> str:
    """Return "the disk was full" as a question, with its verb in front; empty if it isn't clear which verb that is."""
    listed = words.split(" ")
    for index, word in enumerate(listed[:_FARTHEST]):
        if word.lower() in _CLAUSES:
            break
        if word.lower() in _OWNING and "".join(listed[index + 1 : index + 2]).lower() in _OWNED:
            break  # "had no limit": a main verb, not an auxiliary
        if word.lower() in _AUXILIARIES and index > 0:
            return f"Why {word.lower()} {' '.join([*listed[:index], *listed[index + 1 :]])}?"
    return ""


def first_question(postmortem: Postmortem, strand: WhyTrack) -> str:
    """Return the first question of a track, made from the impact on users."""
    if strand is WhyTrack.NOT_CAUGHT:
        return "Why wasn't it caught before users noticed?"
    if strand is WhyTrack.SLOW_RECOVERY:
        return "Why did recovery take as long as it did?"
    impact, title = postmortem.impact, postmortem.incident.title
    if impact.user_facing.strip():
        return question_about(impact.user_facing)
    if impact.could_not and impact.could_not[0].strip():
        return f"Why couldn't users {clause(impact.could_not[0])}?"
    if title.strip():
        return inverted(clause(title)) or f"Why did this happen: {clause(title, [title.split()[0]])}?"
    return "Why were users affected?"
