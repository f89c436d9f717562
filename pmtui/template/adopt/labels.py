"""Finds the places of lines and paragraphs: after labels, and where a placeholder is within a text."""

import re

from pmtui.template.adopt.finder import Finder
from pmtui.template.adopt.lines import BOLD_LABEL, ITALIC_LABEL, ITEM, PLAIN_LABEL, RULE, indent_of
from pmtui.template.adopt.marks import EXAMPLE, clean, is_instruction, marks, options, whole
from pmtui.template.adopt.model import Form

_NO_LABEL = re.compile(
    r"(?:for )?(?:example|e\.g|tips?|hints?|warning|important|instructions?|template|remember|nb|note)s?\b", re.I
)
_TAIL = re.compile(r"(?:\s*(?:\\|<br\s*/?>|\||·|•))?\s*$")


def add_paragraph(finder: Finder, start: int, end: int, label: str) -> str:
    """Add the places of a paragraph; return the label for what is below it."""
    quoted = finder.lines[start].lstrip().startswith(">")
    joined = "\n".join(finder.lines[start:end])
    core = re.sub(r"(?m)^\s*> ?", "", joined) if quoted else joined
    mark = whole(core.replace("\n", " "))
    if mark is not None and (mark.words or not label) and mark.end - mark.start > 2 and not BOLD_LABEL.match(core):
        if EXAMPLE.match(label):
            return ""
        at = len(re.match(r"\s*>\s?", joined)[0]) if quoted else mark.start  # type: ignore[index]
        stop = len(joined.rstrip()) if quoted else mark.end
        finder.add(start, at, stop, Form.PROSE, below=label, label=label, words=mark.words)
        return ""
    left: list[int] = []
    for index in range(start, end):
        line = finder.lines[index]
        indent = len(line) - len(line.lstrip(" \t>"))
        below = finder.lines[index + 1].strip() if index + 1 < end else ""
        result = add_line(finder, index, indent, label, below=below)
        if result is None:
            left.append(index)
        elif result:
            label = result
    if left:
        finder.leftovers.append((left[0], left[-1] + 1))
        only = finder.lines[left[-1]].strip()
        if left[-1] == end - 1 and (only.endswith((":", "?")) or re.fullmatch(r"\*\*[^*]+\*\*|__[^_]+__", only)):
            finder.asked = finder.leftovers.pop()
            return clean(only).rstrip(": ")
        return label if len(left) < end - start else ""
    return label


def add_line(
    finder: Finder, index: int, indent: int, label: str, *, below: str = "", in_item: bool = False
) -> str | None:
    """Add the places of a line.

    Returns:
        The label at its end that what is below answers; empty for none; None if the line has no place.
    """
    line = finder.lines[index]
    found = list(BOLD_LABEL.finditer(line, indent)) or list(ITALIC_LABEL.finditer(line, indent, len(line)))[:1]
    found = [match for match in found if not list(marks(match[0]))]
    if not found:
        plain = PLAIN_LABEL.match(line, indent)
        if plain and not _NO_LABEL.match(plain["name"]) and len(plain["name"].split()) <= 7:
            found = [plain]
    if found and _NO_LABEL.match(clean(found[0]["name"])):
        return clean(found[0]["name"]) if not line[found[0].end() :].strip() else ""
    if not found:
        return add_placeholders(finder, index, indent, len(line), label)
    open_label = ""
    for position, match in enumerate(found):
        stop = found[position + 1].start() if position + 1 < len(found) else len(line)
        value = line[match.end() : stop]
        tail = _TAIL.search(value)
        value = value[: tail.start()] if tail else value
        open_label = _add_value(finder, index, value, match, below, label, in_item=in_item)
    return open_label


def _add_value(
    finder: Finder, index: int, value: str, match: re.Match[str], below: str, label: str, *, in_item: bool
) -> str:
    """Add the places after a label; return the label if the lines below answer it, else an empty text."""
    at, name = match.end(), clean(match["name"]).strip(" :")
    is_bold = match.re is not PLAIN_LABEL
    dash = re.match(r"\s*[-–—]\s+", value)
    if dash and is_bold:
        at, value = at + dash.end(), value[dash.end() :]
    mark = whole(value)
    if mark is not None and mark.end > mark.start:
        finder.add(index, at + mark.start, at + mark.end, Form.LABEL, below=label, label=name, words=mark.words)
        return ""
    if mark is not None:
        if below and (whole(below) or is_instruction(below)) and not BOLD_LABEL.match(below):
            return name
        if in_item and below:
            return name
        following = next((line for line in finder.lines[index + 1 :] if line.strip()), "")
        if not below and _continues_below(finder, index, following, in_item=in_item):
            return name
        if is_bold or finder.page.is_template:
            lead = "" if value[:1] else " "
            start = at + min(len(value), 1)
            finder.add(index, start, start, Form.LABEL, below=label, label=name, lead=lead)
        return ""
    inside = list(marks(value))
    rest = value
    for each in reversed(inside):
        rest = rest[: each.start] + rest[each.end :]
    if inside and (len(rest) <= 60 or len(inside) > 1):
        before = 0
        for each in inside:
            words = clean(value[before : each.start]).strip(" (,;")
            own = f"{name}: {words}" if len(inside) > 1 and words else name
            finder.add(index, at + each.start, at + each.end, Form.INLINE, below=label, label=own, words=each.words)
            before = each.end
        return ""
    start = at + len(value) - len(value.lstrip())
    if is_bold or len(value) <= 80:
        is_sample = not (options(value) or is_instruction(value))
        finder.add(
            index, start, at + len(value), Form.LABEL, below=label, label=name, words=clean(value), is_sample=is_sample
        )
    return ""


def _continues_below(finder: Finder, index: int, following: str, *, in_item: bool) -> bool:
    """Return whether what answers a label without a value is below it: a list, a table, a placeholder."""
    after = next((i for i in range(index + 1, len(finder.lines)) if finder.lines[i].strip()), len(finder.lines))
    if after == len(finder.lines) or finder.kinds[after] == "heading":
        return False
    item = ITEM.match(following)
    if item and in_item and indent_of(following) <= indent_of(finder.lines[index]):
        return False
    if item or finder.kinds[after] in ("table", "fence"):
        return not (
            in_item and item and (BOLD_LABEL.match(following, item.end()) or PLAIN_LABEL.match(following, item.end()))
        )
    mark = whole(following)
    if mark is not None and mark.end - mark.start > 2:
        return True
    if in_item:
        return False
    is_rule = RULE.fullmatch(following)
    return (
        after > index + 1
        and not is_rule
        and not BOLD_LABEL.match(following.lstrip())
        and not PLAIN_LABEL.match(following.lstrip())
    )


def add_placeholders(finder: Finder, index: int, start: int, end: int, label: str) -> str | None:
    """Add the placeholders between two columns of a line: '' as a label for what is below; None if it has none."""
    line = finder.lines[index]
    found = [mark for mark in marks(line) if start <= mark.start < end]
    if not found:
        return None
    before = start
    for mark in found:
        words = clean(line[before : mark.start]).strip(" (,;:-–—")
        after = clean(line[mark.end : mark.end + 40]).strip(" ,;:-–—")
        name = words if 0 < len(words.split()) <= 5 else after if not words and 0 < len(after.split()) <= 5 else label
        if any(each.start >= mark.end for each in found) and not words and name == after:
            name = label
        if not mark.words and words and after:
            near = re.match(r"(?:\w+[.,;]? ){0,2}", f"{after} ")
            name = " ".join([*words.split()[-2:], "…", *(near[0].split() if near else ())])
        finder.add(index, mark.start, mark.end, Form.INLINE, below=label, label=name, words=mark.words)
        before = mark.end
    return ""
