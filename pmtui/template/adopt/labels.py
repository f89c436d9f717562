"""Finds the places of lines and paragraphs: after labels, and where a placeholder is within a text."""

import re
from dataclasses import replace

from pmtui.template.adopt.finder import Finder
from pmtui.template.adopt.lines import (
    BOLD_LABEL,
    BOLD_LINE,
    DAY,
    DEFINITION,
    ITALIC_LABEL,
    ITEM,
    NEXT_LABEL,
    PLAIN_LABEL,
    QUESTION,
    RULE,
    RUN_IN,
    indent_of,
    shape,
)
from pmtui.template.adopt.marks import EXAMPLE, Mark, clean, is_instruction, marks, options, whole
from pmtui.template.adopt.meaning import unnumbered
from pmtui.template.adopt.model import Form
from pmtui.template.adopt.rows import add_row

_NO_LABEL = re.compile(
    r"(?:for )?(?:example|e\.g|tips?|hints?|warning|important|instructions?|template|remember|nb|note)s?\b", re.I
)
_NOTES = re.compile(r"(?:further |other |additional |meeting )?notes?", re.I)
_TAIL = re.compile(r"(?:\s*(?:\\|<br\s*/?>|\||·|•))?\s*$")
_BETWEEN_LABELS = re.compile(r"(?:\s*(?:\\|<br\s*/?>|[|·•;,])|\s+[—–/-])?\s*$")
_ALERT = re.compile(r"\s*(?:\[![A-Za-z]+\]|\[\[?_?TOC_?\]|:::|\{\{[<%#/!]|\{%)")
_ANSWER = re.compile(r"A|Ans|Answer")
_QUESTION_MARK = re.compile(r"^(?:Q|Question)[ \d]*[:.)]\s+")
_OF_TEMPLATE = re.compile(
    r"(?:this |the )?(?:template|form|document)\b.*\b(?:version|owner|owned|maintained|v\d|license)", re.I
)
_RANGE = (
    ("Start time", re.compile(r"(?:from|start(?:ed|s)?|between|since|began)", re.I)),
    ("End time", re.compile(r"(?:to|until|till|and|end(?:ed|s)?|[-–—→])?", re.I)),
)
"""What parts of a label's value are called that are times: `Duration: from HH:MM to HH:MM`."""
_ABOUT_FORM = re.compile(
    r"(?:use|copy|complete|fill(?: in)?|delete|remove|replace|keep|save|rename|duplicate|send|publish)\b.*"
    r"\b(?:this|the|each|every|all|it)\b|this (?:form|page|template|document|report|file)|"
    r"in italics|gr[ae]y text|placeholders?",
    re.I,
)
"""What a template's first lines tell about itself."""
_GUIDANCE = re.compile(r"(?:guidance|note|instructions?|reminder|important|tip|hint|how to use)\b", re.I)
_ZONE_OF_TIMES = re.compile(
    r"(?i)\W*(?:note:? )?(?:(?:all|the|our) )?(?:(?:date|timestamp|clock)s? and )?"
    r"(?:times?|timestamps?|dates|hours|entries)"
    r"(?: (?:below|here|listed|given|shown|in this \w+))?(?: (?:are|is))?(?: (?:given|shown|listed|reported|all))?"
    r"(?: in| as|:)?(?: the)? ?(?:local time|[a-z]{1,5}(?:[+-]\d{1,2})?|[\w ]+ time(?: ?zone)?)"
    r"(?: \([^()]{1,30}\))?\W*|"
    r"\W*(?:UTC|GMT|CES?T|[PMEC][SD]T|local time)(?:[+-]\d{1,2})?\W*"
)
"""A line that tells the time zone of a finished timeline."""
_BLANK = re.compile(
    r"(?:your |the |type |write |enter )*(?:answers?|responses?|text|here|details?|description)(?: here)?", re.I
)
_SIGNED = re.compile(
    r"(?P<name>(?:[A-Z]\w+(?:ed|ten)|Signed off|Written up|Drawn up|Sign-off) by):?\s+(?P<who>[^\n:]{2,90}?)"
    r"(?:,\s*|\s+on\s+|\s*[—–(-]\s*)(?:on\s+)?"
    r"(?P<date>\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}\.? [A-Z][a-z]{2,8} \d{4}|"
    r"[A-Z][a-z]{2,8} \d{1,2},? \d{4})\)?\.?\s*"
    r"$"
)
_OF_SIGNER = re.compile(r"(?i)date|signature|signed|sign|position|title")
"""What a label asks for that is about the person before it: `Prepared by: ___ Date: ___`."""
_MOST_LABELS = 12
_LONGEST_VALUE = 60
_WHO = re.compile(r"(?:full )?(?:name|role|person|team|title)s?(?=\s*(?:,|\(|[—–-]\s|\bon\b|\bat\b))", re.I)
"""A placeholder for a person before a date: `name on YYYY-MM-DD`."""
_PLAIN_DATE = re.compile(r"(?i)yy|dd")
_SIGN = re.compile(r"^[^\w\s*_`\[\](){}<>|#$%&@~^\"'.,:;!?/+=\\–—-]{1,4}\s+(?=\*\*|__)")
"""An emoji before a bold line: `👍 **Liked**`."""
BYLINE = ("Written by", "Published")
"""What the parts of a byline are called."""
_AUTHOR = re.compile(
    r"\b[Bb]y:? (?P<who>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}"
    r"(?:, (?!(?:last )?(?:modified|updated|edited|published|posted)\b)[a-z][^*_·|\n]{2,60}?)?)"
    r"(?= on\b|[ ]?[*_·|]|[,.]|$)"
)
_DAY = re.compile(DAY)
_DAY_IN_ZONE = re.compile(
    rf"\W*(?:\w+day,? )?(?P<day>{DAY}),? \(?(?:(?:all )?times (?:are )?(?:in )?)?"
    r"(?:[A-Z]{1,4}T|UTC|GMT|Z|local(?: time)?)\W*"
)
"""The day of a finished timeline, with the zone of its times: `*2024-05-03, UTC*`."""
_PUBLISHED = re.compile(r"(?i)\b(?:published|posted|written|author)")
_COUNTED_TITLE = re.compile(r"\d+(?:\.\d+)+\.?[ \t]+[A-Z][^.:?\[\]<>_\n]{2,70}$")
"""A line that is a heading to its author: `2.1 Nature of the problem`."""
_PARTED = re.compile(r"[/|;·•]|\s[—–-]\s")
_UNIT = re.compile(
    r"(?:%|percent|h(?:rs?|ours?)?|m(?:ins?|inutes?)?|s(?:ecs?|econds?)?|[mµ]s|d(?:ays?)?|users?|customers?|[kmgt]b)\.?",
    re.I,
)


def add_paragraph(finder: Finder, start: int, end: int, label: str) -> str:
    """Add the places of a paragraph; return the label for what is below it."""
    quoted = finder.lines[start].lstrip().startswith(">")
    joined = "\n".join(finder.lines[start:end])
    core = re.sub(r"(?m)^\s*> ?", "", joined) if quoted else joined
    if _is_fixed(finder, core):
        return ""
    if end > start + 1 and DEFINITION.match(finder.lines[start + 1]):
        _add_definitions(finder, start, end, label)
        return ""
    answered = _add_marked(finder, start, end, label, joined, core)
    if answered is not None:
        return answered
    if _add_byline(finder, start, end):
        return ""
    if end == start + 1 and (_add_signed(finder, start, label) or _is_row(finder, start, label)):
        return ""
    if end == start + 1 and _COUNTED_TITLE.match(joined):
        finder.asked = (start, end)
        return unnumbered(clean(joined))
    left: list[int] = []
    for index in range(start, end):
        line = finder.lines[index]
        if index > start and finder.found and _repeats(finder, index):
            finder.drop_after(index - 1, index, [(index, index + 1)])
            continue
        indent = len(line) - len(line.lstrip(" \t>"))
        below = finder.lines[index + 1].strip() if index + 1 < end else ""
        count = len(finder.found)
        if line.lstrip().startswith("[ ]") and _is_row(finder, index, label):
            continue
        result = add_line(finder, index, indent, label, below=below)
        if len(finder.found) == count + 1 and _goes_on(finder, index, end):
            place = finder.found[-1]
            stop = finder.offsets[index] + finder.length(index, end)
            finder.found[-1] = replace(place, end=stop, words=clean(finder.page.text[place.start : stop]))
            return ""
        if result is None:
            left.append(index)
        elif result:
            label = result
    if left == list(range(start, end)) and _is_below_bold(finder, start) and label:
        finder.add(
            start, 0, finder.length(start, end), Form.PROSE, below=label, label=label, is_sample=True,
            example=clean(core),
        )  # fmt: skip
        return label
    if left:
        finder.leftovers.append((left[0], left[-1] + 1))
        only = _SIGN.sub("", finder.lines[left[-1]].strip())
        if left[-1] == end - 1 and (only.endswith((":", "?")) or re.fullmatch(r"\*\*[^*]+\*\*\*?|__[^_]+__", only)):
            finder.asked = finder.leftovers.pop()
            return clean(only).rstrip(": ")
        return label if len(left) < end - start else ""
    return label


def _add_marked(finder: Finder, start: int, end: int, label: str, joined: str, core: str) -> str | None:
    """Add the place of a paragraph that is one mark; return the label for what is below it, None if it isn't one.

    Args:
        finder: what the place is added to.
        start: its first line.
        end: the line after it.
        label: the label or heading above it.
        joined: its lines.
        core: the same without the marks of a quote.
    """
    day = None if finder.page.is_template else _DAY_IN_ZONE.fullmatch(joined)
    if day:
        finder.add(start, *day.span("day"), Form.INLINE, below=label, label="Date", is_sample=True)
        return ""
    mark = whole(core.replace("\n", " "))
    is_emphasis = not finder.page.is_template and core.lstrip()[:1] in "*_"
    if mark is None or (is_emphasis and len(mark.words.split()) > 3 and not is_instruction(mark.words)):
        return None  # a finished postmortem's emphasis
    is_asked = bool(mark.words) or not label or label.endswith(("?", ":")) or finder.page.is_template
    if not is_asked or mark.end - mark.start <= 2 or BOLD_LABEL.match(core):
        return None
    if EXAMPLE.match(label):
        return ""
    below = next((line for line in finder.lines[end:] if line.strip()), "")
    if is_emphasis and len(mark.words.split()) <= 3 and ITEM.match(below):
        return mark.words  # the name of a group
    if _has_blank_below(finder, end, mark):
        return mark.words if mark.words.endswith("?") else label
    quote = re.match(r"\s*>\s?", joined)
    at, stop = (quote.end(), len(joined.rstrip())) if quote else (mark.start, mark.end)
    finder.add(start, at, stop, Form.PROSE, below=label, label=label, words=mark.words)
    return ""


def _is_below_bold(finder: Finder, start: int) -> bool:
    """Return whether a finished postmortem's paragraph is the first below a bold line, its heading."""
    above = next((index for index in range(start - 1, -1, -1) if finder.lines[index].strip()), None)
    return not finder.page.is_template and above is not None and bool(BOLD_LINE.match(finder.lines[above]))


def _add_byline(finder: Finder, start: int, end: int) -> bool:
    """Add who wrote a finished postmortem and when, from a line at its top: `*Posted by A. Person on May 3, 2024*`."""
    line = finder.lines[start]
    if finder.page.is_template or finder.headings or end != start + 1 or len(line) > 160:
        return False
    who, day = _AUTHOR.search(line), _DAY.search(line)
    if not who or not (day or _PUBLISHED.search(line)):
        return False
    finder.add(start, *who.span("who"), Form.INLINE, label=BYLINE[0], is_sample=True)
    if day:
        finder.add(start, *day.span(), Form.INLINE, label=BYLINE[1], is_sample=True)
    return True


def _repeats(finder: Finder, index: int) -> bool:
    """Return whether a line is a further sample of the one above it: `Action 2: [what]`."""
    place, line = finder.found[-1], finder.lines[index]
    above = shape(finder.lines[index - 1])
    is_counted = re.match(r"\W*(?:action|item|factor|cause|event|lesson|step)s?[ #]*\d", line, re.I)
    is_row = place.form is Form.INLINE and place.line == index and line.lstrip().startswith("[")
    return bool(is_counted or is_row) and place.line <= index and bool(list(marks(line))) and shape(line) == above


def _is_row(finder: Finder, index: int, label: str) -> bool:
    begins = re.match(r"\s*(?:\[ ?\]\s+)?", finder.lines[index])
    assert begins is not None
    return finder.page.is_template and add_row(finder, index, begins.end(), label)


def _goes_on(finder: Finder, index: int, end: int) -> bool:
    """Return whether the value of a finished postmortem's label continues in the next lines."""
    place = finder.found[-1]
    if finder.page.is_template or place.form is not Form.LABEL or not place.is_sample or index + 1 == end:
        return False
    if place.end != finder.offsets[index] + len(finder.lines[index].rstrip()) or finder.lines[index].endswith(
        ("  ", "\\")
    ):
        return False
    return not any(_labels(finder.lines[each], indent_of(finder.lines[each])) for each in range(index + 1, end))


def _is_fixed(finder: Finder, core: str) -> bool:
    """Return whether a paragraph stays whatever is answered: an alert, another tool's tags, guidance at the top."""
    if _ALERT.match(core) or (not finder.page.is_template and _ZONE_OF_TIMES.fullmatch(clean(core))):
        return True
    if core.lstrip()[:1] not in "*_":
        return False
    is_at_top = not finder.headings
    mark = whole(core.replace("\n", " "))
    if is_at_top and finder.page.is_template and mark is not None and not list(marks(core)):
        words = mark.words
        if len(words.split()) > 3 and ":" not in words and (_ABOUT_FORM.search(words) or not is_instruction(words)):
            return True
    return bool(_OF_TEMPLATE.match(clean(core)) or (is_at_top and _GUIDANCE.match(clean(core))))


def _has_blank_below(finder: Finder, end: int, mark: Mark) -> bool:
    """Return whether the paragraph below an instruction is the blank for its answer: `[Answer]`, `___`."""
    if not is_instruction(mark.words) and len(mark.words.split()) < 4:
        return False
    after = next((index for index in range(end, len(finder.lines)) if finder.lines[index].strip()), None)
    if after is None or finder.kinds[after] or ITEM.match(finder.lines[after]):
        return False
    below = "\n".join(finder.lines[after : finder.page.end_of_paragraph(after, len(finder.lines))])
    blank = whole(below)
    return (
        blank is not None
        and below.strip()[:1] not in "*_("
        and (not blank.words or bool(_BLANK.fullmatch(blank.words)))
    )


def _add_definitions(finder: Finder, start: int, end: int, label: str) -> None:
    """Add the places of a definition list: each a line with a name, and below it a line that begins with a colon."""
    name = ""
    for index in range(start, end):
        line = finder.lines[index]
        begins = DEFINITION.match(line)
        if begins is None:
            name = clean(line).rstrip(" :")
            continue
        value = line[begins.end() :]
        mark = whole(value)
        at = begins.end() + (mark.start if mark else 0)
        finish = begins.end() + mark.end if mark else len(line.rstrip())
        words = mark.words if mark else clean(value)
        is_sample = mark is None and not finder.page.is_template
        finder.add(index, at, finish, Form.LABEL, below=label, label=name, words=words, is_sample=is_sample)


def _add_signed(finder: Finder, index: int, label: str) -> bool:
    """Add who did something and when: `Validated by A. Person, 3 May 2024`; return whether the line is such."""
    line = finder.lines[index]
    match = _SIGNED.match(line.lstrip())
    if not match or ITEM.match(line):
        return False
    at = len(line) - len(line.lstrip())
    for group, name in (("who", match["name"]), ("date", f"{match['name']}: date")):
        finder.add(
            index, at + match.start(group), at + match.end(group), Form.LABEL, below=label, label=name,
            words=clean(match[group]), is_sample=not finder.page.is_template,
        )  # fmt: skip
    return True


def add_line(
    finder: Finder, index: int, indent: int, label: str, *, below: str = "", in_item: bool = False
) -> str | None:
    """Add the places of a line.

    Returns:
        The label at its end that what is below answers; empty for none; None if the line has no place.
    """
    line = finder.lines[index]
    found = _labels(line, indent)
    if found and _NO_LABEL.match(clean(found[0]["name"])):
        rest = line[found[0].end() :]
        mark = whole(rest)
        is_asked = _NOTES.fullmatch(clean(found[0]["name"])) and mark is not None and mark.end > mark.start
        if not is_asked:
            return clean(found[0]["name"]) if not rest.strip() else ""
    if not found:
        return add_placeholders(finder, index, indent, len(line), label)
    open_label = ""
    for position, match in enumerate(found):
        is_last = position + 1 == len(found)
        stop = len(line) if is_last else found[position + 1].start()
        value = line[match.end() : stop]
        tail = (_TAIL if is_last else _BETWEEN_LABELS).search(value)
        value = value[: tail.start()] if tail else value
        count = len(finder.found)
        open_label = _add_value(finder, index, value, match, below if is_last else "", label, in_item=in_item)
        if position and _OF_SIGNER.fullmatch(clean(match["name"])) and len(finder.found) == count + 1:
            signer = clean(found[0]["name"]).strip(" :")
            finder.found[-1] = replace(finder.found[-1], label=f"{signer}: {finder.found[-1].label.lower()}")
    return open_label


def _labels(line: str, indent: int) -> list[re.Match[str]]:
    """Return the labels of a line, each with a value after it."""
    run_in = RUN_IN.match(line, indent)
    if run_in and len(run_in["name"].split()) <= 7:
        return [run_in]
    found = list(BOLD_LABEL.finditer(line, indent)) or list(ITALIC_LABEL.finditer(line, indent, len(line)))[:1]
    found = [match for match in found if not list(marks(match[0]))]
    if found:
        return found
    plain = PLAIN_LABEL.match(line, indent)
    if plain and len(plain["name"].split()) <= 7:
        if _NO_LABEL.match(plain["name"]) and not _NOTES.fullmatch(plain["name"]):
            return []
        return [plain, *_further_labels(line, plain.end())]
    question = QUESTION.match(line, indent)
    if question and _is_answer(line[question.end() :]):
        return [question]
    return []


def has_question(line: str, indent: int) -> bool:
    """Return whether a line has a question with what is for its answer: `Who noticed? [name]`."""
    found = _labels(line, indent)
    return bool(found) and found[0].re is QUESTION


def _further_labels(line: str, at: int) -> list[re.Match[str]]:
    """Return the labels after a line's first, each after a value that's short or a placeholder."""
    found: list[re.Match[str]] = []
    while len(found) < _MOST_LABELS and (match := NEXT_LABEL.search(line, at)):
        if len(line[at : match.start()]) > _LONGEST_VALUE or len(match["name"].split()) > 4:
            break
        found.append(match)
        at = match.end()
    return found


def _is_answer(text: str) -> bool:
    """Return whether what is after a question is for its answer."""
    mark = whole(text)
    first = re.split(r"\s+[—–-]\s+|[,;.(]\s*", text.strip(), maxsplit=1)[0]
    offers = len(options(first)) > 1 or (len(options(text)) > 1 and "," not in text)
    return (mark is not None and mark.end > mark.start) or offers


def _add_value(
    finder: Finder, index: int, value: str, match: re.Match[str], below: str, label: str, *, in_item: bool
) -> str:
    """Add the places after a label; return the label if the lines below answer it, otherwise an empty text."""
    at, name = match.end(), _QUESTION_MARK.sub("", clean(match["name"]).strip(" :→="))
    if label and _ANSWER.fullmatch(name):
        name = label
    is_bold = match.re in (BOLD_LABEL, ITALIC_LABEL, RUN_IN)
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
            has_blank = bool(value) or finder.lines[index][at:] == " "
            lead, start = ("", at + 1) if has_blank else (" ", at)
            finder.add(index, start, start, Form.LABEL, below=label, label=name, lead=lead)
        return ""
    choice = _choice_before_more(value)
    if choice is not None:
        _add_choice(finder, index, value, at, choice, name, label)
        return ""
    inside = list(marks(value))
    who = _WHO.match(value.lstrip()) if inside and finder.page.is_template else None
    if who and not list(marks(value[: len(value) - len(value.lstrip()) + who.end()])):
        start = at + len(value) - len(value.lstrip())
        finder.add(index, start, start + who.end(), Form.INLINE, below=label, label=name, words=clean(who[0]))
        value, at = value[start + who.end() - at :], start + who.end()
        name = f"{name}: date"
        inside = list(marks(value))
    rest = value
    for each in reversed(inside):
        rest = rest[: each.start] + rest[each.end :]
    if inside and (len(rest) <= 60 or len(inside) > 1):
        before = 0
        for each in inside:
            words = clean(value[before : each.start]).strip(" (,;")
            own = f"{name}: {words}" if len(inside) > 1 and words else name
            if len(inside) > 1 and each.asks_for == "date" and not _PLAIN_DATE.search(each.words):
                own = _of_range(inside, each, words) or own
            finder.add(index, at + each.start, at + each.end, Form.INLINE, below=label, label=own, words=each.words)
            before = each.end
        return ""
    start = at + len(value) - len(value.lstrip())
    if is_bold or len(value) <= 80 or (not finder.page.is_template and len(name.split()) <= 4):
        is_sample = not (options(value) or is_instruction(value))
        finder.add(
            index, start, at + len(value), Form.LABEL, below=label, label=name, words=clean(value), is_sample=is_sample
        )
    return ""


def _add_choice(finder: Finder, index: int, value: str, at: int, choice: Mark, name: str, below: str) -> None:
    """Add the places of a value that begins with a choice: `Yes / No, since …`.

    Args:
        finder: what the places are added to.
        index: the line.
        value: what is after the label.
        at: where it begins in the line.
        choice: the choice, by its place in the value.
        name: the label.
        below: the label or heading above.
    """
    finder.add(index, at + choice.start, at + choice.end, Form.LABEL, below=below, label=name, words=choice.words)
    at, value = at + choice.end, value[choice.end :]
    for each in marks(value):
        own = clean(value[: each.start]).strip(" –—-,;(") or name
        finder.add(index, at + each.start, at + each.end, Form.INLINE, below=name, label=own, words=each.words)


def _of_range(inside: list[Mark], mark: Mark, words: str) -> str:
    """Return what one of two times in a label's value is called: the start or the end; empty for neither."""
    times = [each for each in inside if each.asks_for == "date"]
    if len(times) != len(_RANGE):
        return ""
    name, pattern = _RANGE[times.index(mark)]
    return name if pattern.fullmatch(words.strip(" `-–—")) or not words else ""


def _choice_before_more(value: str) -> Mark | None:
    """Return the answers offered at the start of a value that has a placeholder after them: `Yes / No – ref. ___`."""
    parts = re.split(r"(\s+[—–-]\s+|[,;]\s+|\.?\s+(?=[Ii]f\b))", value, maxsplit=1)
    if len(parts) < 3 or len(options(parts[0])) < 2 or not list(marks(parts[2])) or list(marks(parts[0])):
        return None
    start = len(parts[0]) - len(parts[0].lstrip())
    return Mark(start, len(parts[0].rstrip()), clean(parts[0]))


def _continues_below(finder: Finder, index: int, following: str, *, in_item: bool) -> bool:
    """Return whether what answers a label without a value is below it: a list, a table, a placeholder."""
    after = next((i for i in range(index + 1, len(finder.lines)) if finder.lines[i].strip()), len(finder.lines))
    if after == len(finder.lines) or finder.kinds[after] == "heading":
        return False
    if re.match(rf"[*_]*(?:{_ANSWER.pattern})[*_]*[:.]", following):
        return True
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
        words = _PARTED.split(clean(line[before : mark.start]))[-1].strip(" (,;:-–—")
        after = _PARTED.split(line[mark.end : mark.end + 40])[0]
        after = clean(after).strip(" ,;:-–—")
        if 0 < len(words.split()) <= 3 and _UNIT.fullmatch(after):
            after = ""
        most = 9 if line[: mark.start].rstrip().endswith(":") else 5
        name = (
            words if 0 < len(words.split()) <= most else after if not words and 0 < len(after.split()) <= 5 else label
        )
        if any(each.start >= mark.end for each in found) and not words and name == after:
            name = label
        if not mark.words and words and after:
            near = re.match(r"(?:\w+[.,;]? ){0,2}", f"{after} ")
            name = " ".join([*words.split()[-2:], "…", *(near[0].split() if near else ())])
        finder.add(
            index, mark.start, mark.end, Form.INLINE, below=label, label=name, words=mark.words, asks_for=mark.asks_for
        )
        before = mark.end
    return ""
