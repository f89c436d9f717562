"""An organization's Markdown becomes a template: its places, what they mean, and the text around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import EntryError, TemplateError
from pmtui.template.adopt.adopted import Adoption, Proposal, adopt
from pmtui.template.problems import problems

TEMPLATE = """\
# Incident Postmortem: [Title]

**Date:** YYYY-MM-DD
**Severity:** SEV1 | SEV2 | SEV3
**Tenants hit:** [number]

## Summary

_Two sentences that a customer understands._

## Timeline

| Time (UTC) | What happened |
|---|---|
| HH:MM | [event] |
| HH:MM | [event] |

## Action items

### Detection

- [ ] [Action 1]
- [ ] [Action 2]
"""


def names(adoption: Adoption) -> list[str]:
    """Return what becomes of each place."""
    return [place.proposal.name for place in adoption.places]


def test_places_get_fields_and_the_text_around_them_stays() -> None:
    adoption = adopt(TEMPLATE)
    assert names(adoption) == [
        "incident.title",
        "incident.date",
        "incident.severity",
        "custom.tenants_hit",
        "summary",
        "timeline.*.time",
        "timeline.*.event",
        "actions.detect.*.description",
    ]
    assert (
        adoption.template()
        == """\
+++
title = "Incident Postmortem"
description = "Made by pmtui adopt."
severity = ["SEV1", "SEV2", "SEV3"]
timezone = "UTC"
+++
# Incident Postmortem: {{ incident.title }}

**Date:** {{ incident.date }}
**Severity:** {{ incident.severity }}
<!-- ask: Tenants hit? -->
**Tenants hit:** {{ custom.tenants_hit }}

## Summary

<!-- hint: Two sentences that a customer understands. -->
{{ summary }}

## Timeline

| Time (UTC) | What happened |
|---|---|
| {{ timeline.*.time }} | {{ timeline.*.event }} |

## Action items

### Detection

- [{{ actions.detect.*.status is done }}] {{ actions.detect.*.description }}
"""
    )


def test_a_decision_changes_one_place_and_no_other() -> None:
    adoption = adopt(TEMPLATE)
    decided = adoption.with_decision(3, Proposal("custom", "custom.tenants : number"))
    assert "{{ custom.tenants : number }}" in decided.template()
    assert "[number]" in adoption.with_decision(3, Proposal("text")).template()
    assert 3 not in decided.doubtful()
    with pytest.raises(EntryError, match="Did you mean"):
        adoption.with_decision(3, Proposal("field", "incident.titel"))


def test_a_text_that_is_too_long_is_refused() -> None:
    assert adopt("x\n" * 999).source
    with pytest.raises(TemplateError, match="1,001 lines"):
        adopt("x\n" * 1_000)


PIECES = st.sampled_from([
    "# ", "## ", "- ", "* [ ] ", "1. ", "| a | b |", "|---|---|", "\n", "\n\n", "**Status:** ", "[TODO]", "<date>",
    "_Why?_", "{{ x }}", "{{", "}}", "\\", "`", "```", "<!-- ask -->", "<!-- why? -->", "<!--", "---", "+++", "Impact",
    "Action items", "> ", "    ", "a: b", "HH:MM", "___", " | ", "é", "<div>", "\t", "{summary}", "<!-- end -->",
    "<!-- each timeline -->", "Why?",
])  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_what_is_adopted_is_accepted_and_keeps_the_text_around_the_places(text: str) -> None:
    try:
        adoption = adopt(text)
    except TemplateError:
        return
    found = problems(adoption.template(), "t.md")
    assert found == [] or "no placeholder" in str(found[0])
    position = 0
    for piece, is_own in adoption.pieces:
        if is_own:
            own = piece.replace("\\{{", "{{")
            position = adoption.source.index(own, position) + len(own)
