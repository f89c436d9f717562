"""Lengths between two milestones that a sentence names: "detection to mitigation: 20 minutes"."""

import re
from functools import cache

from pmtui.model.scales import Milestone

ENDPOINTS: dict[str, tuple[str, tuple[Milestone, ...]]] = {
    "start": (
        r"(?:start|onset|beginning)(?: of (?:the )?(?:impact|incident|outage|failures?|errors))?"
        r"|first (?:errors?|failures?|symptoms?|failed requests?)"
        r"|(?:impact|incident|outage|disruption|failure|problem)(?:'s)? (?:start|began|started|onset)",
        (Milestone.STARTED,),
    ),
    "detection": (
        r"detection|detected|noticed|noticing(?: it)?|detecting(?: it)?"
        r"|(?:first )?(?:alert|alarm|page|report)"
        r"(?: (?:was )?(?:fir(?:ed|ing)|went off|came(?: in)?|rang|raised|sent))?",
        (Milestone.DETECTED,),
    ),
    "acknowledgment": (
        r"acknowledge?ment|acknowledging(?: it)?|(?:page (?:was )?)?acknowledged",
        (Milestone.ACKNOWLEDGED,),
    ),
    "identification": (
        r"identification|diagnosis|identifying (?:it|the cause)|identified"
        r"|(?:root )?cause(?: (?:was |had been )?(?:identified|found|known|clear|understood))?",
        (Milestone.IDENTIFIED,),
    ),
    "mitigation": (
        r"mitigation(?: (?:start(?:ed)?|began))?|mitigated|containment|contained|workaround|rollback|failover",
        (Milestone.MITIGATED, Milestone.MITIGATION_STARTED),
    ),
    "resolution": (
        r"(?:full |final )?(?:resolution|recovery|restoration)|resolved|recovered|restored|fix(?:ed)?|all[ -]clear"
        r"|end(?: of (?:the )?(?:impact|incident|outage))?",
        (Milestone.RESOLVED, Milestone.MITIGATED),
    ),
}
"""What people call a milestone, and which milestones they may mean by it, the likelier first."""

_OF = r"(?:the |its |our )?"


def _either(prefix: str) -> str:
    return "(?:" + "|".join(f"(?P<{prefix}_{name}>{words})" for name, (words, _) in ENDPOINTS.items()) + r")\b"


@cache
def _forms() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Return the forms of a sentence about two milestones, and whether its length is all the time between them."""
    first, last = rf"\b{_OF}{_either('a')}", rf"{_OF}{_either('b')}"
    hedges = r"(?:(?:about|around|roughly|some|nearly|almost|just|only|under|over|within|less|more|than|at|least) )*"
    to = r"(?: (?:to|until|till) | ?(?:→|->|=>|\u2013|\u2014) ?|-to-| - )"
    forms = (
        (rf"{first}{to}{last}\W{{1,6}}(?:(?:it )?(?:took|was|were|is|of|in)(?: us)? )?{hedges}\u00a7", True),
        (rf"\b(?:between|from) {first} (?:and|to|until|till) {last},? [^.;,\u00a7]{{0,20}}?\b(?:took|passed|lay|lie"
         rf"|there (?:was|were)|was|were)(?: us)? {hedges}\u00a7", True),
        (rf"\b(?:between|from) {first} (?:and|to|until|till) {last},? {hedges}\u00a7", True),
        (rf"\u00a7(?:,? (?:passed|went by|elapsed|lay))? (?:from|between) {first} (?:and|to|until|till) {last}", True),
        (rf"\b(?:between|from) {first} (?:and|to|until|till) {last}[^.;\u00a7]{{1,40}}?\u00a7", False),
        (rf"\b{_either('b')}(?: again)?(?: only)? {hedges}\u00a7 after {first}", True),
        (rf"\u00a7 after {first},? (?:the |it |we |our |all |service )*(?:was |had )?{last}", True),
    )  # fmt: skip
    return tuple((re.compile(form, re.IGNORECASE), is_whole) for form, is_whole in forms)


def between(sentence: str) -> tuple[str, str, bool] | None:
    """Return the two milestones that a sentence's quantity is between, and whether it's all the time between them.

    Args:
        sentence: a sentence with the quantity replaced by a section sign.
    """
    for form, is_whole in _forms():
        match = form.search(sentence)
        if match is not None:
            first, last = (
                next(name for name in ENDPOINTS if match[f"{letter}_{name}"] is not None) for letter in ("a", "b")
            )
            if first != last:
                return first, last, is_whole
    return None


PAIRS = tuple(f"{first} to {last}" for first in ENDPOINTS for last in ENDPOINTS if first != last)
"""The names of the facts: `detection to mitigation`."""


def milestone_pairs(fact: str) -> tuple[tuple[Milestone, Milestone], ...]:
    """Return the pairs of milestones that a fact may be about, the likelier first."""
    first, last = fact.split(" to ")
    return tuple((one, other) for one in ENDPOINTS[first][1] for other in ENDPOINTS[last][1] if one is not other)
