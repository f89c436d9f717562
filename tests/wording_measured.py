"""Measures the flags of wording: `python -m tests.wording_measured`.

The paragraphs of `tests/unit/wording/unseen.txt` were written and labeled by someone who hadn't seen the patterns.
Don't look at them when you work on the patterns: once one of them has changed a pattern, they measure nothing.
"""

from pathlib import Path

from pmtui.language.finder import find

PATH = Path(__file__).parent / "unit" / "wording" / "unseen.txt"


def labeled() -> list[tuple[str, str]]:
    """Return (label, paragraph) pairs; a label is `warning`, `hint`, or `ok`."""
    lines = PATH.read_text(encoding="utf-8").splitlines()
    return [(label, text) for label, _, text in (line.partition("\t") for line in lines if line)]


def measured(*, any_level: bool) -> tuple[float, float]:
    """Return precision and recall, as shares.

    Args:
        any_level: hints count as flags, and paragraphs that deserve a hint should have one; otherwise, only warnings.
    """
    right = wrong = missed = 0
    for label, text in labeled():
        is_flagged = any(any_level or not hit.is_soft for hit in find(text))
        is_due = label == "warning" or (any_level and label == "hint")
        right += is_flagged and is_due
        wrong += is_flagged and not is_due
        missed += is_due and not is_flagged
    return right / (right + wrong), right / (right + missed)


def main() -> None:
    """Print the figures."""
    print(f"{len(labeled())} paragraphs")
    for name, any_level in (("warnings", False), ("warnings and hints", True)):
        precision, recall = measured(any_level=any_level)
        print(f"{name}: precision {precision:.0%}, recall {recall:.0%}")


if __name__ == "__main__":
    main()
