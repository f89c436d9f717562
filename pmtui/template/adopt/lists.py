"""Finds the places of lists, and of the lists and paragraphs within their items."""

import re
from collections.abc import Sequence

from pmtui.template.adopt.events import add_event
from pmtui.template.adopt.finder import Finder
from pmtui.template.adopt.labels import add_line, add_placeholders, has_question
from pmtui.template.adopt.lines import (
    BOLD_LABEL,
    DATED,
    ITEM,
    MOMENT,
    NAMED_TIME,
    PLAIN_LABEL,
    content_of,
    indent_of,
    shape,
)
from pmtui.template.adopt.marks import EXAMPLE, Mark, clean, marks, whole
from pmtui.template.adopt.meaning import columns, contexts
from pmtui.template.adopt.model import Form, Span
from pmtui.template.adopt.rows import STATE, add_row, add_sample_row, add_why

_PART = re.compile(r"[^\s:(),\[\]–—-](?:(?!\s+[–—-]\s|[:(),\[\]])[^\n])*(?<!\s)")
"""What is between dashes and other marks in an item."""
_SIGN = re.compile(r"[^\w\s*_\[\](){}<>`@…?'\"#$%&.,:;/|-]{1,4}\s+")
"""An emoji before a label."""
_TICKET = re.compile(r"[A-Z]{2,}-(?:\d+|[XN#]+)")
_WHY = re.compile(r"[*_]{0,2}(?:\(?\d\W{0,3})?why\b", re.I)
_WHYS = re.compile(r"\bwhys?\b", re.I)
_NUMBERED = re.compile(r"(?:action|factor|cause|item|lesson|step|why|event)s?\b[ #\d]*$", re.I)
"""A label that only counts: the items after it may be further ones of the same."""

_FORM_WORDS = re.compile(r"\b(?:number|name|date|time|link|tickets?|paged|spent|owner|duration|impact|list)\b", re.I)


def add_list(finder: Finder, start: int, end: int, label: str) -> None:
    """Add the places of a list, and of the lists in it."""
    heads = [index for index in range(start, end) if ITEM.match(finder.lines[index])]
    indent = min(indent_of(finder.lines[index]) for index in heads)
    top = [index for index in heads if indent_of(finder.lines[index]) <= indent + 1]
    spans = list(zip(top, [*top[1:], end], strict=True))
    position = 0
    if _are_whys(finder, top, label):
        if not add_why(finder, spans):
            _add_whys(finder, spans)
        return
    if not finder.page.is_template and add_sample_row(finder, spans, label):
        return
    before = len(finder.found), len(finder.leftovers)
    dated = [DATED.match(content_of(finder.lines[index])) for index in top]
    if len(top) > 2 and dated[0] is not None and all(dated) and not finder.page.is_template:
        item = ITEM.match(finder.lines[top[0]])
        assert item is not None
        add_event(finder, *spans[0], item.end(), dated[0], spans[1:])
        return
    while position < len(spans):
        first, last = spans[position]
        count = _add_item(finder, first, last, label, [span for span in spans[position + 1 :]])
        position += 1 + count
    if not finder.page.is_template and _has_answers(finder, top, before[0]):
        del finder.found[before[0] :]  # a colon in one of several answers makes no label
        finder.leftovers[before[1] :] = [(start, end)]
    if label and not finder.page.is_template and len(finder.found) == before[0]:
        del finder.leftovers[before[1] :]
        _add_samples(finder, spans, label)


def _has_answers(finder: Finder, top: Sequence[int], first: int) -> bool:
    """Return whether a finished postmortem's list has answers, though a few of them have a colon."""
    found = finder.found[first:]
    is_plain = bool(found) and all(place.form is Form.LABEL for place in found)
    return is_plain and len({place.line for place in found}) * 2 < len(top)


def _add_samples(finder: Finder, spans: Sequence[Span], label: str) -> None:
    """Add a finished postmortem's list below a label: the first item is the place, and the others go with it."""
    start, end = spans[0]
    match = ITEM.match(finder.lines[start])
    assert match is not None
    finder.groups += 1
    finder.add(
        start, match.end(), len(finder.lines[start].rstrip()), Form.ITEMS, below=label, label=label, is_sample=True,
        example=clean(finder.lines[start][match.end() :]), box=finder.box(start, match), group=finder.groups,
    )  # fmt: skip
    finder.drop_after(start, start + 1, [(start + 1, end), *spans[1:]] if end > start + 1 else spans[1:])


def _are_whys(finder: Finder, top: Sequence[int], label: str) -> bool:
    """Return whether the items of a list are whys: questions that begin so, below a heading that names them."""
    if _WHYS.search(label or (finder.headings[-1] if finder.headings else "")) and len(top) == 1:
        return bool(_WHY.match(content_of(finder.lines[top[0]]))) and "?" in finder.lines[top[0]]
    if len(top) < 2 or not all(_WHY.match(content_of(finder.lines[index])) for index in top):
        return False
    named = any(_WHYS.search(each) for each in finder.above(label)[-2:])
    return named or (len(top) > 2 and finder.lines[top[0]].lstrip()[:1].isdigit())


def _add_whys(finder: Finder, spans: Sequence[Span]) -> None:
    """Add the place of the 5 Whys: the first, and the others go with it."""
    start = spans[0][0]
    line = finder.lines[start]
    match = ITEM.match(line)
    assert match is not None
    finder.groups += 1
    finder.add(start, match.end(), len(line.rstrip()), Form.ITEMS, label="5 Whys", group=finder.groups)
    finder.drop_after(start, start + 1, list(spans[1:]))


def _add_item(finder: Finder, start: int, end: int, label: str, following: Sequence[Span]) -> int:
    """Add the places of an item; return how many of those after it go with it, as further samples."""
    line = finder.lines[start]
    match = ITEM.match(line)
    assert match is not None
    content = line[match.end() :]
    box = finder.box(start, match)
    moment = MOMENT.match(content) or NAMED_TIME.match(content)
    if moment and len(content) > moment.end() and not content[moment.end() :].startswith(("**:", ":**")):
        return add_event(finder, start, end, match.end(), moment, following)
    mark = whole(content)
    if mark is not None:
        return _add_open_item(finder, start, end, match.end(), mark, label, box, following)
    if finder.page.is_template and add_row(finder, start, match.end(), label):
        further = _alike(finder, content, following)
        finder.drop_after(start, end, following[:further])
        finder.tie_box(start, box)
        return further
    sign = _SIGN.match(content)
    labeled = content[sign.end() :] if sign else content
    bold = BOLD_LABEL.match(labeled)
    plain = PLAIN_LABEL.match(labeled)
    is_label = (bold and not list(marks(bold[0]))) or (plain and not bold and len(plain["name"].split()) <= 7)
    if is_label and not EXAMPLE.match(clean(content)) and not _tells_state(finder, labeled, bold or plain, label):
        called = clean((bold or plain)["name"])  # type: ignore[index]
        below = finder.lines[start + 1].strip() if end > start + 1 else ""
        at = match.end() + (sign.end() if sign else 0)
        name = add_line(finder, start, at, label, below=below, in_item=True)
        extra = _alike(finder, content, following) if bold and _NUMBERED.match(called) else None
        if extra:
            finder.drop_after(start, end, following[:extra])
        _add_children(finder, start, end, name or (called if extra is None else label))
        finder.tie_box(start, box)
        return extra or 0
    if has_question(line, match.end()):
        add_line(finder, start, match.end(), label, in_item=True)
        _add_children(finder, start, end, label)
        return 0
    inside = list(marks(content))
    if inside:
        named = _add_named_columns(finder, start, match.end(), match.end() + inside[0].start, label)
        add_placeholders(finder, start, named, len(line), label)
        extra = _alike(finder, content, following)
        finder.drop_after(start, end, following[:extra])
        _add_children(finder, start, end, label)
        finder.tie_box(start, box)
        return extra
    if box:
        at = match.start("box")
        finder.add(start, at, at + 3, Form.BOX, label=clean(content), row=label, is_sample=True)
        _add_children(finder, start, end, clean(content))
        return 0
    before = len(finder.found)
    _add_children(finder, start, end, clean(content).rstrip(" :"))
    if len(finder.found) == before:
        finder.leftovers.append((start, end))
    return 0


def _tells_state(finder: Finder, content: str, found: re.Match[str] | None, label: str) -> bool:
    """Return whether what looks like the label of a finished action item tells its state: `**Done:** the key moved`."""
    assert found is not None
    if finder.page.is_template or contexts(finder.above(label))[:1] != ("actions",):
        return False
    named = clean(found["name"])
    is_topic = found.re is BOLD_LABEL and not columns("actions", [named])[0]
    return (bool(STATE.fullmatch(named)) or is_topic) and len(content[found.end() :].split()) > 2


def _add_named_columns(finder: Finder, index: int, start: int, end: int, label: str) -> int:
    """Add what an action item has before its first placeholder, if that only names what goes there; return its end."""
    if contexts(finder.above(label))[:1] != ("actions",):
        return start
    last = start
    for part in _PART.finditer(finder.lines[index], start, end):
        is_ticket = _TICKET.fullmatch(part[0]) is not None
        if is_ticket or columns("actions", [part[0]])[0]:
            words = "ticket" if is_ticket else clean(part[0])
            finder.add(index, part.start(), part.end(), Form.INLINE, below=label, words=words)
            last = part.end()
    return last


def _add_children(finder: Finder, start: int, end: int, label: str) -> None:
    """Add the places below an item's first line."""
    index = start + 1
    while index < end:
        line = finder.lines[index]
        if not line.strip() or finder.kinds[index]:
            index += 1
            continue
        if ITEM.match(line):
            stop = finder.page.end_of_list(index, end)
            add_list(finder, index, stop, label)
        else:
            stop = finder.page.end_of_paragraph(index, end)
            mark = whole(" ".join(finder.lines[index:stop]))
            if mark is not None and mark.words:
                at = len(line) - len(line.lstrip())
                end_of = finder.length(index, stop)
                finder.add(index, at, end_of, Form.PROSE, below=label, label=label, words=mark.words)
            else:
                for each in range(index, stop):
                    add_line(finder, each, indent_of(finder.lines[each]), label)
        index = max(stop, index + 1)


def _alike(finder: Finder, content: str, following: Sequence[Span]) -> int:
    """Return how many of the next items repeat one: the same words but for numbers and placeholders."""
    own = shape(content)
    count = 0
    for start, _ in following:
        match = ITEM.match(finder.lines[start])
        other = finder.lines[start][match.end() :] if match else ""
        if shape(other) != own and not (whole(other) and count):
            break
        count += 1
    return count


def _add_open_item(
    finder: Finder, start: int, end: int, at: int, mark: Mark, label: str, box: Span | None, following: Sequence[Span]
) -> int:
    """Add an item that is a placeholder; return how many placeholders after it go with it."""
    count = 0
    for first, _ in following:
        match = ITEM.match(finder.lines[first])
        if match is None or whole(finder.lines[first][match.end() :]) is None:
            break
        if _asks_for_another(mark.words, finder.lines[first][match.end() :]):
            break
        count += 1
    finder.groups += 1
    lead = "" if finder.lines[start][at - 1 : at].isspace() else " "
    name = label or (finder.headings[-1] if finder.headings else "")
    finder.add(
        start, at + mark.start, at + mark.end, Form.ITEMS, below=label, label=name, words=mark.words,
        group=finder.groups, box=box, lead=lead,
    )  # fmt: skip
    finder.drop_after(start, end, following[:count])
    _add_children(finder, start, end, mark.words)
    return count


def _asks_for_another(words: str, content: str) -> bool:
    """Return whether the next placeholder of a list asks for another thing than the one before: a list as a form."""
    mark = whole(content)
    other = mark.words if mark else ""
    return (
        bool(words and other)
        and shape(words) != shape(other)
        and bool(_FORM_WORDS.search(words))
        and bool(_FORM_WORDS.search(other))
    )
