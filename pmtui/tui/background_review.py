"""Reviews the postmortem while the author rests: in steps of a few milliseconds, so that no key ever waits for it."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from textual.app import App
from textual.timer import Timer

from pmtui.advice import Advice
from pmtui.keys import KeyMap
from pmtui.review.findings import OLD_VALUE, Finding, ReviewResult, Topic
from pmtui.session.session import Changed, Session
from pmtui.text import brief, plural

_REST = 0.35
"""Seconds without a change until a review begins."""

_STEP = 0.004
"""Seconds that a review may take at a time; then keys are handled."""

_PAUSE = 0.008
"""Seconds between two such steps."""


class Reviewer:
    """The review of one session, always begun again when the postmortem changes.

    Args:
        app: whose timers it runs on.
        session: the session; its `review` is the last one that was complete.
        done: is called when a review is complete.
    """

    def __init__(self, app: App[int], session: Session, done: Callable[[], None]) -> None:
        self.app = app
        self.session = session
        self.done = done
        self._timer: Timer | None = None
        self._steps: Iterator[ReviewResult] | None = None
        self._last = ReviewResult()

    def start(self) -> None:
        """Follow the postmortem from now on, and review it."""
        self.session.listen(self._changed)
        self._later(_REST, self._begin)

    def stop(self) -> None:
        """Stop following it."""
        self.session.ignore(self._changed)
        self._steps = None
        if self._timer is not None:
            self._timer.stop()

    @property
    def is_done(self) -> bool:
        """Whether the last review is about the current postmortem."""
        return self._timer is None

    def _changed(self, change: Changed) -> None:
        self._steps = None  # what they found is about the postmortem before
        self._later(_REST, self._begin)

    def _later(self, seconds: float, what: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.app.set_timer(seconds, what)

    def _begin(self) -> None:
        from pmtui.review.reviewer import steps  # its patterns take a while to compile: after the first screen

        self._steps = steps(self.session.standing, self.session.today(), seen=self.session.seen_values())
        self._go_on()

    def _go_on(self) -> None:
        if self._steps is None:  # its timer had run out already when the postmortem changed
            return
        end = time.perf_counter() + _STEP
        while time.perf_counter() < end:
            found = next(self._steps, None)
            if found is None:
                self._finish()
                return
            self._last = found
        self._later(_PAUSE, self._go_on)

    def _finish(self) -> None:
        self._steps = None
        self._timer = None
        if self.session.review != self._last:
            self.session.review = self._last
            self.done()

    def now(self) -> ReviewResult:
        """Return the review of the current postmortem, no matter how long it takes: its screen is being opened."""
        from pmtui.review.reviewer import steps

        self._steps = steps(self.session.standing, self.session.today(), seen=self.session.seen_values())
        for found in self._steps:
            self._last = found
        self._finish()
        return self.session.review


def visible_findings(review: ReviewResult) -> list[Finding]:
    """Return the findings that a glance should count; unanswered questions are counted separately."""
    return [finding for finding in review.findings if finding.rule.topic is not Topic.COMPLETENESS]


def review_words(finding: Finding, keys: KeyMap) -> str:
    """Return a finding in one line: what is the matter, and what to do."""
    ask = "" if finding.message.endswith("?") else f" {keys.told(finding.ask)}"
    return f"{finding.message}{ask}"


_SEE_THEM = Advice("", "see them", ("review",))


def said_of_old_values(session: Session, path: str, keys: KeyMap) -> str:
    """Return how many texts still state an old value, if what changed last is the answer or row at a path."""
    place = session.values_place
    if not place or not (place == path or place.startswith(f"{path}.")):
        return ""
    found = [finding for finding in session.review.findings if finding.code == OLD_VALUE]
    if not found:
        return ""
    verb = "says" if len(found) == 1 else "say"
    still = f"{plural(len(found), 'text')} still {verb} '{brief(found[0].words, 14)}'."
    return f"{still} {keys.told(_SEE_THEM)}"


def said_at(session: Session, path: str, keys: KeyMap) -> str:
    """Return what the review says of an answer: its first finding, and how many there are next to it."""
    old = said_of_old_values(session, path, keys)
    if old:
        return old
    found = [finding for finding in visible_findings(session.review) if finding.path == path]
    more = f" (+{len(found) - 1})" if len(found) > 1 else ""
    return f"{review_words(found[0], keys)}{more}" if found else ""


def said_of_rows(session: Session, base: str, keys: KeyMap) -> dict[str, str]:
    """Return what the review says of the rows of a list, by the row's id; for each, findings on its wording first."""
    found: dict[str, str] = {}
    for finding in sorted(visible_findings(session.review), key=lambda each: not each.words):
        if finding.path.startswith(f"{base}."):
            row_id = finding.path.removeprefix(f"{base}.").partition(".")[0]
            message = finding.message.removesuffix(f"{finding.named}.") + "." if finding.named else finding.message
            found.setdefault(row_id, review_words(replace(finding, message=message), keys))
    changed = session.values_place.removeprefix(f"{base}.").partition(".")[0]
    old = said_of_old_values(session, f"{base}.{changed}", keys)
    if old:
        found[changed] = old
    return found
