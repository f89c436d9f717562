"""Completes the word that is typed from the words that the draft has already: names of services, alerts, and hosts."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from pmtui.model.catalog import model_questions
from pmtui.model.kinds import Kind
from pmtui.session.session import Session
from pmtui.template.interview import all_questions

_LEAST_TYPED = 3
"""Letters of a word that are typed before the rest of it is offered."""
_LEAST_SAVED = 3
"""Letters that an offer saves at least: for fewer, typing on is as quick as looking."""
_LONGEST = 60
"""Characters of a word at most."""
_WORD = re.compile(r"[^\W\d_](?:[\w./:-]{0,58}\w)?")
_BEGUN = re.compile(r"(?<![\w./:@#-])[^\W\d_][\w./:-]*+$")
_KINDS = (Kind.LINE, Kind.PROSE, Kind.LIST)
_MOST_ROWS = 200
_MOST_CHARACTERS = 40_000
"""What is read of a table, from its end, and in all: more would be felt when the first word is typed."""


class KnownWords:
    """The words of a draft, read when the first of them is asked for.

    Args:
        texts: the draft's texts.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts

    @cached_property
    def _by_beginning(self) -> dict[str, list[tuple[str, int]]]:
        """Every word with how often it occurs, its first letter a small one, by its first letters."""
        counts: Counter[str] = Counter()
        left = _MOST_CHARACTERS
        for text in self._texts:
            counts.update(word[0].lower() + word[1:] for word in _WORD.findall(text[:left]))
            left -= len(text)
            if left <= 0:
                break
        found: dict[str, list[tuple[str, int]]] = {}
        for word, count in counts.items():
            if len(word) >= _LEAST_TYPED:
                found.setdefault(word[:_LEAST_TYPED].casefold(), []).append((word, count))
        return found

    def rest(self, text: str) -> str:
        """Return the rest of the word at the end of a text; empty if no word is likelier than all others.

        A word is likely if it's more than half of all words that begin like that. Only its first letter may be in the
        other case, as at the start of a sentence.

        Args:
            text: the text before the cursor.
        """
        begun = _BEGUN.search(text[-_LONGEST:])
        if begun is None or len(begun[0]) < _LEAST_TYPED:
            return ""
        typed = begun[0]
        alike = [
            (count, word)
            for word, count in self._by_beginning.get(typed[:_LEAST_TYPED].casefold(), ())
            if word.startswith(typed[0].lower() + typed[1:])
        ]
        count, word = max(alike, default=(0, ""))
        is_likely = 2 * count > sum(each for each, _ in alike)
        return word[len(typed) :] if is_likely and len(word) >= len(typed) + _LEAST_SAVED else ""


def known_words(session: Session) -> KnownWords:
    """Return the words of a session's draft as it is now."""
    return KnownWords(_texts(session))


def _texts(session: Session) -> Iterator[str]:
    for asked in all_questions(session.template):
        if asked.kind in _KINDS:
            yield session.text(asked)
    for path, question in model_questions().items():
        names = [column.name for column in question.columns if column.kind in _KINDS and column.name != "parent"]
        for row in session.standing.raw_rows(path)[-_MOST_ROWS:] if names else ():
            for name in names:
                value = getattr(row, name, "")
                yield value if isinstance(value, str) else "\n".join(map(str, value))
