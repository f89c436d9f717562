"""Finds the places in a Markdown table: one row of a list, or the empty cells of a form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pmtui.template.adopt.marks import clean, is_instruction, options, whole

_CELL = re.compile(r"(?:\\.|`[^`|\n]*`|[^|\\`]|`)*")


@dataclass(frozen=True)
class Cell:
    """A cell for an answer.

    Attributes:
        row: its line in the table, from 0.
        start: where its text begins in the line.
        end: where it ends.
        label: its row's or column's name, or both.
        words: what its placeholder says.
        is_column: its row repeats.
        name: the row's name.
        heads: the columns' names.
        column: its position.
        drop: further sample rows that go with it, as lines of the table.
        lead: what is written before the answer.
        is_sample: it has an answer, not a placeholder.
    """

    row: int
    start: int
    end: int
    label: str
    words: str
    is_column: bool
    name: str = ""
    heads: tuple[str, ...] = ()
    column: int = 0
    drop: tuple[tuple[int, int], ...] = ()
    lead: str = ""
    is_sample: bool = False


@dataclass(frozen=True)
class _Text:
    start: int
    end: int
    text: str


def cells(line: str) -> list[_Text]:
    """Return the cells of a row with where they are."""
    at = len(line) - len(line.lstrip(" \t>"))
    at += line[at : at + 1] == "|"
    found: list[_Text] = []
    while at <= len(line):
        match = _CELL.match(line, at)
        end = match.end() if match else at
        text = line[at:end]
        if end >= len(line) and not text.strip() and found:
            break
        core = text.strip()
        begin = at + (len(text) - len(text.lstrip()) if core else min(1, len(text)))
        found.append(_Text(begin, begin + len(core), core))
        at = end + 1
    return found


def places(lines: Sequence[str], headings: Sequence[str], *, is_template: bool) -> list[Cell]:
    """Return the places of a table.

    Args:
        lines: the table's lines.
        headings: the headings above it, and its label.
        is_template: it's a template, where text is not an answer.
    """
    from pmtui.template.adopt.meaning import list_of  # it knows the lists' columns

    rows = [cells(line) for line in lines]
    heads = tuple(clean(cell.text) for cell in rows[0])
    for line, row in zip(lines, rows, strict=True):
        if len(row) == len(heads) - 1 and line.rstrip().endswith("|") and not line.lstrip(" >").startswith("|"):
            row.append(_Text(len(line.rstrip()), len(line.rstrip()), ""))
    body = [(index, row) for index, row in enumerate(rows) if index > 1 and any(cell.text for cell in row) or index > 1]
    known = list_of(heads, headings)
    if not known and len(body) == 1 and _is_line_of_form(heads, body[0][1], headings):
        return _form_in_line(body[0], heads)
    by = _column_of_names(heads, body) if is_template else 0
    if by:
        return _form(rows, body, heads, by)
    if _is_form(rows, body, heads, known=known if is_template or not known else "timeline"):
        return _form(rows, body, heads)
    if not known and is_template and body and not any(_is_open(cell.text) for _, row in body for cell in row):
        return []
    return _record(lines, body, heads)


def _is_open(text: str) -> bool:
    return whole(text) is not None or len(options(text)) > 1


def _column_of_names(heads: tuple[str, ...], body: list[tuple[int, list[_Text]]]) -> int:
    """Return the column that names a form's rows if its first is for answers: `HH:MM | First alert`; 0 for none."""
    if len(body) < 3 or len(heads) < 2 or any(len(row) < 2 for _, row in body):
        return 0
    is_grouped = any(not row[0].text for _, row in body) and bool(body[0][1][0].text)
    if not is_grouped and any(whole(row[0].text) is None for _, row in body):
        return 0
    if is_grouped and (len(heads) < 3 or not any(_is_open(cell.text) for cell in body[0][1][2:])):
        return 0
    names = [row[1].text for _, row in body]
    longest = 20 if is_grouped else 6
    are_names = all(
        re.search(r"[^\W\d_]{3}", name) and not _is_open(name) and len(name.split()) <= longest for name in names
    )
    return 1 if are_names and len({_sample(name.lower()) for name in names}) == len(names) else 0


def _is_open_name(text: str) -> bool:
    """Return whether the first cell of a row is a placeholder, and not a name such as `Product / service`."""
    return whole(text) is not None or (len(options(text)) > 1 and not re.match(r"[A-Z][a-z]", text))


def _is_form(
    rows: list[list[_Text]], body: list[tuple[int, list[_Text]]], heads: tuple[str, ...], *, known: str | None
) -> bool:
    """Return whether each row has a name and cells to fill in."""
    if not body:
        return False
    is_open_name = _is_open_name if len(heads) > 2 else lambda text: whole(text) is not None
    named = [bool(row and re.search(r"[^\W\d_]{2}", row[0].text) and not is_open_name(row[0].text)) for _, row in body]
    open_rest = [any(_is_open(cell.text) for cell in row[1:]) for _, row in body if row]
    if not all(named):
        return False
    generic = len(heads) == 2 and bool(
        re.fullmatch(
            r"(?i)|field|item|key|attribute|property|detail|category|parameter|name|metric|element|section|question|"
            r"info(?:rmation)?",
            heads[0],
        )
    )
    times = sum(bool(re.match(r"[\[`*]*(?:~|T?\+)?(?:\d{1,2}:\d\d|\d{4}-|HH|hh)", row[0].text)) for _, row in body)
    if times:
        return False
    names = [row[0].text.lower() for _, row in body]
    if generic and len(set(names)) == len(names):
        return True
    is_fixed = known not in ("timeline", "actions") and all(open_rest) and len({_sample(name) for name in names}) > 1
    if known and not (is_fixed and len(set(names)) == len(names)):
        return len(body) > 1 and all(open_rest) and all(_is_open(cell.text) for _, row in body for cell in row[1:])
    return sum(open_rest) * 2 >= len(open_rest) or (len(heads) == 2 and len(set(names)) == len(names))


def _form(
    rows: list[list[_Text]], body: list[tuple[int, list[_Text]]], heads: tuple[str, ...], by: int = 0
) -> list[Cell]:
    """Return the cells of a form that take an answer; each row is named by its cell in one column."""
    found: list[Cell] = []
    has_row_in_head = len(heads) % 2 == 0 and all(
        row.text and _is_open(rows[0][at + 1].text) for at, row in enumerate(rows[0]) if not at % 2
    )
    every = [(0, rows[0]), *body] if has_row_in_head else body
    later_names = any(row[at].text for _, row in body for at in range(2, len(row), 2))
    pairs = later_names and len(heads) >= 4 and len(heads) % 2 == 0 and all(
        not whole(row[at].text) and (_is_open(row[at + 1].text) or (is_instruction(row[at + 1].text) and at == 0))
        for _, row in body if len(row) == len(heads)
        for at in range(0, len(heads), 2) if row[at].text
    )  # fmt: skip
    asked = {
        column
        for column in range(1, len(heads))
        if _is_to_fill([row[column].text for _, row in body if len(row) > column])
    }
    for index, row in every:
        name = clean(row[by].text) if row else ""
        first = 0 if by and all(whole(each[0].text) is not None and each[0].text for _, each in body) else 1
        for column, cell in enumerate(row[first:], first):
            if by and column == by:
                continue
            if pairs and column % 2 == 0:
                name = clean(cell.text)
                continue
            mark = whole(cell.text)
            if mark is None and len(heads) > 2 and not options(cell.text) and column not in asked:
                continue
            is_headed = len(heads) > 2 and column < len(heads) and not pairs and not (by and not column)
            head = heads[column] if is_headed else ""
            label = f"{name}: {head}" if head else name
            if not label:
                continue
            start = cell.start + (mark.start if mark else 0)
            end = cell.start + mark.end if mark else cell.end
            is_sample = mark is None and not options(cell.text)
            words = mark.words if mark else clean(cell.text)
            found.append(
                Cell(
                    index,
                    start,
                    end,
                    label,
                    words,
                    is_column=False,
                    name=label if by or (is_sample and column in asked) else name,
                    heads=heads,
                    column=column,
                    is_sample=is_sample,
                )
            )
    return found


def _sample(name: str) -> str:
    """Return a row's name without what only counts it: `service a` and `service 2` are samples of the same."""
    return re.sub(r"\b(?:\w|\d+|one|two|three)\b|\W", "", name)


def _is_line_of_form(heads: tuple[str, ...], row: Sequence[_Text], headings: Sequence[str]) -> bool:
    """Return whether a table with one row is a form whose labels are its heads."""
    from pmtui.template.adopt.meaning import LEAST, guesses, known

    likely = 0
    for head in heads:
        best = next(iter(guesses(head, headings)), None)
        field_ = known(best.field) if best is not None and best.confidence >= LEAST else None
        likely += field_ is not None and not field_.lists
    return likely * 2 > len(heads) > 1 and any(_is_open(cell.text) for cell in row)


def _form_in_line(line: tuple[int, list[_Text]], heads: tuple[str, ...]) -> list[Cell]:
    index, row = line
    found = []
    for column, cell in enumerate(row[: len(heads)]):
        mark = whole(cell.text)
        start, end = (cell.start + mark.start, cell.start + mark.end) if mark else (cell.start, cell.end)
        words = mark.words if mark else clean(cell.text)
        is_sample = mark is None and not options(cell.text)
        found.append(
            Cell(index, start, end, heads[column], words, is_column=False, name=heads[column], heads=heads,
                 column=column, is_sample=is_sample)
        )  # fmt: skip
    return found


def _is_to_fill(texts: Sequence[str]) -> bool:
    """Return whether most cells of a column are placeholders, or repeat what a sample says: `query link`."""
    blank = sum(_is_open(text) for text in texts)
    repeated = max((texts.count(text) for text in texts if text), default=0)
    return len(texts) > 2 and (blank * 2 > len(texts) or (repeated > 2 and repeated * 2 > len(texts)))


def _record(lines: Sequence[str], body: list[tuple[int, list[_Text]]], heads: tuple[str, ...]) -> list[Cell]:
    """Return the cells of a list's first row; the other rows go with the last."""
    if not body:
        last_line = len(lines) - 1
        end = len(lines[last_line].rstrip())
        return [
            Cell(
                last_line,
                end,
                end,
                head,
                "",
                is_column=True,
                heads=heads,
                column=column,
                lead="\n| " if not column else " | ",
            )
            for column, head in enumerate(heads)
        ]
    index, row = body[0]
    found = []
    for column, cell in enumerate(row[: len(heads)]):
        mark = whole(cell.text)
        start = cell.start + (mark.start if mark else 0)
        end = cell.start + mark.end if mark else cell.end
        words = mark.words if mark else clean(cell.text)
        is_sample = mark is None and not options(cell.text)
        found.append(
            Cell(
                index,
                start,
                end,
                heads[column],
                words,
                is_column=True,
                name=clean(row[0].text),
                heads=heads,
                column=column,
                is_sample=is_sample,
            )
        )
    drop = ((body[1][0], body[-1][0] + 1),) if len(body) > 1 else ()
    if found and drop:
        last = found[-1]
        found[-1] = Cell(**{**last.__dict__, "drop": drop})
    return found
