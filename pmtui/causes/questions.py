"""Turns an answer into the next question: "The disk was full" becomes "Why was the disk full?"."""

import re
from collections.abc import Collection, Iterable

from pmtui.causes.common_words import is_ordinary
from pmtui.causes.inversion import inverted, lacks_verb
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import WhyTrack

_MIDDLE = re.compile(r"[\w,;'\u2019)] ([A-Z][a-z][\w-]*)")

_BECAUSE = re.compile(r"^(?:because|since)\s+(?=\S)", re.IGNORECASE)

_PLURAL_VERBS = frozenset(["were", "are", "weren't", "aren't", "have", "haven't", "don't"])
"""Verbs that show that the word before is a plural, which is hardly ever a name."""


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
    return re.sub(r"['\u2019](?:s|re|ve|m|ll|d)$", "", line.split(" ", 1)[0].rstrip(",:;"))


def _is_ordinary(line: str, proper: Collection[str]) -> bool:
    """Return whether a sentence starts with a word that isn't a name; any word not known as ordinary could be one."""
    first, _, rest = line.partition(" ")
    word = _first_word(line)
    if word in proper or word == "I" or not (word[1:].islower() or len(word) == 1):
        return False
    return is_ordinary(word) or (word.endswith("s") and rest.partition(" ")[0] in _PLURAL_VERBS)


_LOWER_CASE_NAMES = frozenset(
    [
        "ansible",
        "cron",
        "curl",
        "etcd",
        "git",
        "gunicorn",
        "haproxy",
        "helm",
        "iptables",
        "kubectl",
        "kubelet",
        "logrotate",
    ]
    + [
        "memcached",
        "nginx",
        "npm",
        "ntpd",
        "pip",
        "psql",
        "rsync",
        "ssh",
        "sshd",
        "sudo",
        "systemd",
        "terraform",
        "vim",
    ]
)
"""Names of programs that are written in lower case."""


def capitalized(text: str) -> str:
    """Return a sentence with a capital, unless that would change a name: iOS, cert-manager, nginx, v2.1, `rm`."""
    first = _first_word(text)
    letters = first.replace("'", "").replace("\u2019", "")
    is_plain = first.islower() and letters.isalpha() and first not in _LOWER_CASE_NAMES
    return text[:1].upper() + text[1:] if is_plain or is_ordinary(first) else text


def proper_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that have a capital in the middle of a sentence."""
    return frozenset(match[1] for text in texts for match in _MIDDLE.finditer(text))


_SENTENCE_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bcf)(?<!\betc)(?<!\bapprox)[.!?](?=\s|$)", re.IGNORECASE
)
"""Where a sentence ends; a period after an abbreviation doesn't end it."""


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, on one line."""
    line = " ".join(text.split())
    match = next((match for match in _SENTENCE_END.finditer(line) if match.end() > 3), None)
    return line[: match.end()] if match else line


_BULLET = re.compile(r"^(?:[-*+\u2022]|\d{1,2}[.)]) +")


def question_about(text: str, proper: Collection[str] = ()) -> str:
    """Return the question that an answer leads to; empty for an empty answer.

    It's about what the answer says before a reason ("because", "so that") or a result. If the answer can't be turned
    around with certainty, it's shown as it is, with "Why?".
    """
    words = clause(_BULLET.sub("", first_sentence(text)), proper)
    if not words:
        return ""
    if lacks_verb(words):
        return f"Why {'were' if _is_plural(words) else 'was'} there {words}?"
    return inverted(words) or f"{capitalized(words)}{'' if words[-1] in '?!' else '.'} Why?"


_PREPOSITION = re.compile(r" (?:in|on|for|of|at|to|between|from|against|with|over|before|after|during) ")


def _is_plural(words: str) -> bool:
    """Return whether the noun of "no tests for it" is a plural."""
    before = _PREPOSITION.split(words, maxsplit=1)[0]
    noun = before.rpartition(" ")[2]
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


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
