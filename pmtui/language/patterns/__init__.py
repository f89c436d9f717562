"""The patterns of each class of wording, as data: one file per class."""

from pmtui.language.pattern import Pattern
from pmtui.language.patterns import actions, attribution, counterfactual, heat, hindsight, judgement, person

PROSE: tuple[Pattern, ...] = (
    *hindsight.PATTERNS,
    *counterfactual.PATTERNS,
    *judgement.PATTERNS,
    *attribution.PATTERNS,
    *heat.PATTERNS,
    *person.PATTERNS,
)
"""The patterns for any sentence; where several match the same words, warnings go first, then earlier ones."""

ACTIONS = actions.PATTERNS
"""The patterns for an action item; the first that matches counts."""
