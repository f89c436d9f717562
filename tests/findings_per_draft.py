"""Counts the lines that `pmtui check` prints for a complete draft: `python -m tests.findings_per_draft [DRAFT...]`.

Without drafts, it takes the five examples as their authors might have left them: what real postmortems often lack is
removed, and each is also put under other templates. They're checked on the second day after their incident.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from pmtui import paths
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Status
from pmtui.review.groups import by_rule
from pmtui.review.reviewer import review
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft
from pmtui.template import lookup
from pmtui.template.progress import Completeness

_BLANK = {"owner": "", "due": None, "priority": None, "goal": None, "tracker": "", "addresses": (), "status": "open"}


def _variants(draft: Draft) -> Iterator[tuple[str, Draft]]:
    """Yield an example as a draft, and without what real ones lack."""
    whole = draft.postmortem.model_copy(
        update={"document": draft.postmortem.document.model_copy(update={"status": Status.DRAFT}), "signed": {}}
    )
    bare = _changed(whole, actions=[{**action.model_dump(), **_BLANK} for action in whole.actions])
    nodes = [{**node.model_dump(), "evidence": ()} for node in whole.causes.tree]
    marks = [
        {**event.model_dump(), "milestones": event.milestones if n % 2 else ()}
        for n, event in enumerate(whole.timeline)
    ]
    yield "whole", replace(draft, postmortem=whole)
    yield "actions without owner and date", replace(draft, postmortem=bare)
    for template in ("outage", "sre", "recovery"):
        yield f"the same under {template}", replace(draft, postmortem=bare, template=template)
    yield "and the first three causes only", replace(draft, postmortem=_changed(bare, causes={"tree": nodes[:3]}))
    yield "and half of the milestones", replace(draft, postmortem=_changed(bare, timeline=marks))


def _changed(postmortem: Postmortem, **parts: object) -> Postmortem:
    data = postmortem.model_dump()
    for name, part in parts.items():
        data[name] = {**data[name], **part} if isinstance(part, dict) else part
    return Postmortem.model_validate(data)


def lines_of(draft: Draft, today: date) -> list[str]:
    """Return the codes of the lines that `pmtui check` prints for a draft."""
    found = review(Completeness(lookup.load(draft.template), draft.postmortem), today)
    return [group.rule.code for group in by_rule(found.findings)]


def of_examples() -> dict[str, list[str]]:
    """Return the lines for each variant of each example."""
    folder = paths.builtin_templates() / "examples"
    return {
        f"{path.stem}, {name}": lines_of(draft, (draft.postmortem.incident.date or date.today()) + timedelta(days=2))
        for path in sorted(folder.glob("*.toml"))
        for name, draft in _variants(draft_folder.load(path))
    }


if __name__ == "__main__":
    given = {name: lines_of(draft_folder.load(Path(name)), date.today()) for name in sys.argv[1:]}
    counted = given or of_examples()
    for title, codes in counted.items():
        print(f"{len(codes):>3}  {title}: {' '.join(codes) or 'no findings'}")
    counts = sorted(map(len, counted.values()))
    print(f"{len(counts)} drafts: median {median(counts):g} lines, at most {counts[-1]}")
