"""Every function of pmtui that reads what people write, called with a text and nothing else."""

import contextlib
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tomllib import TOMLDecodeError
from zoneinfo import ZoneInfo

from pmtui import keys
from pmtui import text as plain_text
from pmtui.actions import entry_line as action_line
from pmtui.actions import pasted_list, selection
from pmtui.causes import common_words, derived_fields, hints, inversion, mermaid, questions, verbs
from pmtui.causes import paste as pasted_whys
from pmtui.causes.tree import Tree
from pmtui.config import reading as config_reading
from pmtui.errors import FileError, Refused
from pmtui.figures import input_hints, inputs, override_check, segments
from pmtui.figures.catalog import FIGURES
from pmtui.figures.compute import Conventions, figures_of
from pmtui.figures.computed_figure import FigureValue
from pmtui.figures.context import FigureContext
from pmtui.figures.families import cost
from pmtui.language import finder, people, prose
from pmtui.model import edit, incident, status_changes
from pmtui.model import text as model_text
from pmtui.model.actions import Action
from pmtui.model.ids import random_id
from pmtui.model.kinds import Kind
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Priority, Severity, Status, WhyTrack
from pmtui.parsing import (
    amounts,
    clock_times,
    days,
    due_dates,
    durations,
    later_days,
    numbers,
    prose_clocks,
    shares,
    zones,
)
from pmtui.parsing.amounts import Estimate
from pmtui.parsing.days import Around
from pmtui.review.claims import endpoints, ranges
from pmtui.review.claims import reading as claims_reading
from pmtui.review.old_values import SeenValues
from pmtui.review.reviewer import review
from pmtui.session import answering, cause_messages, completions, entry_lines, file_choices, import_files, paste_preview
from pmtui.session.import_preview import RecordFilter
from pmtui.session.known_words import KnownWords
from pmtui.session.paste_preview import PastePreview
from pmtui.session.session import Session
from pmtui.sources import markup, words
from pmtui.sources.files import pieces_of
from pmtui.sources.intake import read_pieces
from pmtui.sources.kinds import deployments
from pmtui.sources.reading import Reading
from pmtui.sources.records import Glance, SourceRecord
from pmtui.sources.skimming import Skim
from pmtui.storage import draft_file, journal
from pmtui.storage.toml_update import Arrangement
from pmtui.template import (
    blanks,
    blocks,
    directives,
    field_list,
    fields,
    filename,
    inline,
    lookup,
    open_questions,
    parse,
    problems,
    question_labels,
    render,
    settings,
    yaml_block,
)
from pmtui.template.input_parsing import InputParser, zone_typed
from pmtui.template.progress import Completeness
from pmtui.text import clean_prose
from pmtui.timeline import (
    chats,
    commits,
    day_lines,
    entry_line,
    event_times,
    labels,
    logs,
    pieces,
    sentences,
    stated_zones,
    status_pages,
    tables,
)
from pmtui.timeline import paste as pasted_lines
from pmtui.timeline.corrections import named_zone
from pmtui.toml import lines, reading, tokens, values

TODAY = date(2026, 3, 7)
ZONE = ZoneInfo("UTC")

Parser = Callable[[str], object]

_NOW = datetime(2026, 3, 7, 15, 0, tzinfo=UTC)
_AROUND = Around(ZONE, TODAY, _NOW, _NOW, start=_NOW)
_KNOWN = action_line.Known(TODAY, {"p1": Priority.HIGH}, ("Priya N", "Bo"))
_OUTAGE = lookup.load("outage")
_ENTERING = InputParser(_OUTAGE.settings, _AROUND, TODAY)
_EVENT_ENTERING = InputParser(_OUTAGE.settings, replace(_AROUND, day=None, before=None), TODAY, is_event_time=True)
_HEAD = '+++\ntitle = "T"\n+++\n'
_DRAFT = 'schema = 1\ntemplate = "outage"\n'
_NODE = "bbbb"


def _template(around: str) -> Parser:
    return lambda text: parse.parse(_HEAD + around.replace("TEXT", text), "t.md")


def _record(**values: object) -> Postmortem:
    return Postmortem.model_validate({"incident": {"date": TODAY}, **values})


def caused(text: str) -> Postmortem:
    """Return a postmortem whose causes have a text three times."""
    nodes = [{"id": "aaaa", "text": text, "strand": "happened"},
             {"id": _NODE, "text": text, "parent": "aaaa", "role": "root", "evidence": [text]}]  # fmt: skip
    return _record(causes={"tree": nodes})


def _acted(text: str) -> Postmortem:
    return _record(actions=[{"id": "aaaa", "description": text, "owner": text, "tracker": text}])


def _in_commit(text: str) -> None:
    """Read a text as each line of a commit: where it begins, its fields, its message, its changes."""
    for before in (
        [],
        ["Date: x"],
        ["Date: x", ""],
        ["Date: x", "", "    x", ""],
        ["Date: x", "", "    x", "diff --git x"],
    ):
        lines = commits.Commits()
        for line in ["commit 1234567", *before] if before else []:
            lines.read(line, "Author: x")
        for line in (text, f"commit 1234567 ({text}", f"Author: {text}", f"Date: 123456789{text}", f" x{text}"):
            lines.read(line, f"Author: {text}")


def _previewed(text: str) -> object:
    """Preview a paste, and look for lines like its first."""
    text = "\n".join(text.split("\n")[:500])  # more of them take seconds, beside the screen
    preview = PastePreview(text, _AROUND, TODAY, ZoneInfo("America/New_York"))
    preview.select_like(0)
    return preview.summary()


def _happened(text: str) -> Postmortem:
    return _record(timeline=[{"id": "aaaa", "event": text, "failing": text, "at": _NOW, "details": [text]}])


def _arranged(text: str) -> str:
    """Return a draft with a comment, once a text has become its summary."""
    written = f"{_DRAFT}summary = 'old'  # a comment\n"
    draft = draft_file.from_toml(written, "d.toml")
    changed = draft.postmortem.model_copy(update={"summary": plain_text.clean_prose(text)})
    return Arrangement(written, draft).written(replace(draft, postmortem=changed))


def _read_as_any_kind(text: str) -> None:
    for kind in Kind:
        with contextlib.suppress(ValueError):
            _ENTERING.read(kind, text, Severity)


def _session() -> Session:
    return Session(_record(), _OUTAGE, "outage", Path("d"), lambda: TODAY, random_id)


def _added(text: str) -> None:
    for table in ("events", "actions", "causes", "response.responders"):
        with contextlib.suppress(Refused):
            answering.add_rows(_session(), table, [text])


def _computed(path: str) -> Parser:
    """Return what computes all figures with a text as the answer to one question."""

    def compute(text: str) -> object:
        group, name, field = path.split(".")
        return figures_of(FigureContext(_record(**{group: {name: {field: text}}}), Conventions()))

    return compute


def _stated(name: str, value: FigureValue, number: Decimal | Estimate) -> Parser:
    return lambda text: override_check.agrees(text, override_check.Held(FIGURES[name], value, number, "USD", ZONE))


def _reviewed(record: Callable[[str], Postmortem]) -> Parser:
    """Return what reviews a text, as the answers of an incident that began and ended a minute earlier before."""
    return lambda text: review(Completeness(_OUTAGE, record(text)), TODAY, seen=_seen())


@cache
def _seen() -> SeenValues:
    found = SeenValues()
    found.see(Completeness(_OUTAGE, _resolved_at("2026-03-07T15:02:00Z")))
    return found


def _resolved_at(moment: str, **answers: object) -> Postmortem:
    events = [
        {"id": "aaaa", "event": "a", "at": "2026-03-07T14:02:00Z", "milestones": ["started"]},
        {"id": "bbbb", "event": "b", "at": moment, "milestones": ["resolved"]},
    ]
    return _record(timeline=events, incident={"date": TODAY}, **answers)


def _summed_up_again(text: str) -> Postmortem:
    return _resolved_at("2026-03-07T15:03:00Z", summary=text)


def _printed(record: Callable[[str], Postmortem]) -> Parser:
    return lambda text: render.print_document(_OUTAGE, record(text))


def _rewritten(record: Callable[[str], Postmortem]) -> Parser:
    template = replace(_OUTAGE, settings=_OUTAGE.settings.in_dialect("mkdocs"))
    return lambda text: render.print_document(template, record(text))


def _titled(text: str) -> Postmortem:
    return _record(incident={"title": text, "id": text, "date": TODAY}, document={"authors": [text]})


def _summed_up(text: str) -> Postmortem:
    return _record(summary=text)


def _of_tree(use: Callable[[Tree], object]) -> Parser:
    return lambda text: use(Tree(caused(text)))


def _skimmed(text: str) -> None:
    value = {"level": "info", "msg": text, "http": {"path": text, "seen": [text]}}
    line = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    skim = Skim(lambda why, count: None)
    skim.learn(line, value, Glance("below error", ("level",)))
    for each in (line + b"\n", line[:-1] + b"\n"):
        skim.end_of_noise(each, 0)


def _imported(text: str) -> object:
    """Return what a file with a text holds, whatever it's taken for."""
    reading = Reading(ZONE, TODAY)
    stream = io.BytesIO(text.encode("utf-8", "replace"))
    try:
        return read_pieces(pieces_of("f", "", stream, reading.tell), reading)
    except FileError as error:
        return error


PARSERS: dict[str, Parser] = {
    "text.plain_name": plain_text.plain_name,
    "text.nearest": lambda text: plain_text.nearest(text, fields.known_paths()),
    "text.did_you_mean": lambda text: plain_text.did_you_mean(text, fields.known_paths()),
    "text.clean_prose": plain_text.clean_prose,
    "text.visible": plain_text.visible,
    "text.brief": plain_text.brief,
    "toml.reading.loads": reading.loads,
    "keys.spelled": keys.spelled,
    "keys.is_key": keys.is_key,
    "keys.never_arrives": keys.never_arrives,
    "keys.undelivered": keys.undelivered,
    "keys.is_for_writing": keys.is_for_writing,
    "keys.types_something": keys.types_something,
    "keys.shown": keys.shown,
    "keys.KeyMap.filled": keys.KeyMap().filled,
    "config.reading.known_as": config_reading.known_as,
    "parsing.due_dates.read_due": lambda text: due_dates.read_due(text, TODAY),
    "parsing.due_dates.is_due": due_dates.is_due,
    "parsing.due_dates.is_length": due_dates.is_length,
    "parsing.numbers.value_of": lambda text: numbers.value_of(f"1{text}"),
    "timeline.event_times.read_waiting": lambda text: event_times.read_waiting(text, _AROUND),
    "template.input_parsing.InputParser.instant": lambda text: _EVENT_ENTERING.instant(text),
    "template.input_parsing.InputParser.beside": lambda text: _EVENT_ENTERING.beside("timeline.aaaa.at", text),
    "parsing.days.parts_of": lambda text: days.parts_of(f"7 March {text}"),
    "model.edit.from_json": edit.from_json,
    "parsing.days.has_short_year": days.has_short_year,
    "parsing.days.read_day": lambda text: days.read_day(text, TODAY),
    "parsing.clock_times.lacks_day": clock_times.lacks_day,
    "parsing.clock_times.read_instant": lambda text: clock_times.read_instant(text, _AROUND),
    "model.status_changes.next_version": lambda text: status_changes.next_version(text, Status.FINAL, Status.REVIEW),
    "model.text.clean_line": model_text.clean_line,
    "parsing.amounts.read_amount": amounts.read_amount,
    "parsing.durations.read_duration": durations.read_duration,
    "parsing.shares.read_share": shares.read_share,
    "parsing.amounts.begins_with_number": amounts.begins_with_number,
    "figures.input_hints.hint_for": lambda text: [input_hints.hint_for(kind, text) for kind in Kind],
    "figures.inputs.slo": inputs.slo,
    "figures.inputs.window": inputs.window,
    "figures.inputs.rate": inputs.rate,
    "figures.inputs.count": inputs.count,
    "figures.inputs.whole": inputs.whole,
    "figures.inputs.hourly": inputs.hourly,
    "figures.inputs.length": inputs.length,
    "figures.inputs.promise": inputs.promise,
    "figures.inputs.tiers": lambda text: inputs.tiers(tuple(text.split("\n"))),
    "figures.inputs.problem": lambda text: inputs.problem("impact.traffic.rate", text),
    "figures.segments.likely_share": segments.likely_share,
    "figures.families.cost.person_hours": cost.person_hours,
    "parsing.numbers.in_digits": numbers.in_digits,
    "parsing.shares.said_shares": shares.said_shares,
    "figures.override_check.says_a_value": lambda text: override_check.says_a_value(text, FIGURES["budget_consumed"]),
    "figures.override_check.agrees (an instant)": _stated("started", _NOW, Decimal()),
    "figures.override_check.agrees (a day)": _stated("deadline", TODAY, Decimal()),
    "figures.override_check.agrees (a length)": _stated("duration", timedelta(minutes=47), Decimal(2820)),
    "figures.override_check.agrees (hours)": _stated("engineering_time", "22 h", Decimal(79200)),
    "figures.override_check.agrees (a share)": _stated("users_share", "15%", Decimal("0.15")),
    "figures.override_check.agrees (an amount)": _stated("revenue", "$2,550", Estimate.exactly(2550)),
    "figures.override_check.agrees (words)": _stated("sla_breach", "Yes: 99.5%", Decimal()),
    "figures.compute.figures_of (with a rate)": _computed("impact.traffic.rate"),
    "figures.compute.figures_of (with a window)": _computed("impact.budget.window_days"),
    "template.blocks.safe_blocks": blocks.safe_blocks,
    "template.blocks.fenced": lambda text: blocks.fenced(text.split("\n"), text),
    "template.blocks.hang": lambda text: blocks.hang("- ", text.split("\n")),
    "template.directives.scan": lambda text: directives.scan(text.split("\n"), 1, "t.md"),
    "template.directives.comments_apart": lambda text: directives.comments_apart(text.split("\n")),
    "template.input_parsing.InputParser.read": _read_as_any_kind,
    "template.input_parsing.zone_typed": zone_typed,
    "template.input_parsing.InputParser.read (a choice of the template's own)": lambda text: _ENTERING.read(
        Kind.CHOICE, text, None, ("red", "green")
    ),
    "template.field_list.search": lambda text: field_list.search(field_list.named_fields()[:5], text),
    "template.fields.parse_field": fields.parse_field,
    "template.fields.parse_field (a checkbox)": lambda text: fields.parse_field(text, is_box=True),
    "template.fields.parse_field (a choice)": lambda text: fields.parse_field(f"custom.x : choice({text})"),
    "template.fields.canonical": fields.canonical,
    "template.inline.one_line": inline.one_line,
    "template.inline.one_line (a cell)": lambda text: inline.one_line(text, "cell"),
    "template.inline.one_line (a heading)": lambda text: inline.one_line(text, "heading"),
    "template.inline.safe_line": inline.safe_line,
    "template.inline.literal": inline.literal,
    "template.inline.literal (a cell)": lambda text: inline.literal(text, "cell"),
    "template.inline.at_line_start": inline.at_line_start,
    "template.inline.is_busy": inline.is_busy,
    "template.filename.document_name": lambda text: filename.document_name(_OUTAGE, _titled(text)),
    "template.open_questions.appended": lambda text: open_questions.appended(
        text, Completeness(_OUTAGE, _record(marks={"incident.title": {"kind": "waiting", "note": text}}))
    ),
    "template.parse.parse": lambda text: parse.parse(text, "t.md"),
    "template.parse.parse (its body)": _template("TEXT"),
    "template.blanks.without_blanks": lambda text: blanks.without_blanks(text, [(0, 0), (len(text), len(text))]),
    "template.problems.problems": lambda text: problems.problems(f'+++\ntitle = "T"\n+++\n{text}', "t.md"),
    "template.parse.parse (its YAML)": _template("---\na: TEXT\n---\n"),
    "template.question_labels.plain": question_labels.plain,
    "template.question_labels.words_before": question_labels.words_before,
    "template.question_labels.as_question": question_labels.as_question,
    "template.question_labels.heading_label": question_labels.heading_label,
    "template.yaml_block.end_of_block": lambda text: yaml_block.end_of_block(["---", *text.split("\n"), "---"]),
    "template.yaml_block.is_line": yaml_block.is_line,
    "template.yaml_block.is_open": lambda text: yaml_block.is_open(f"a: [{text}"),
    "template.yaml_block.is_block_scalar": yaml_block.is_block_scalar,
    "template.yaml_block.indent_of": yaml_block.indent_of,
    "template.yaml_block.misplaced": lambda text: yaml_block.misplaced(f"a: {text}", text),
    "template.yaml_block.written": lambda text: yaml_block.written(["a: ", yaml_block.Answer(text, (text,)), text]),
    "template.yaml_block.written (in quotation marks)": lambda text: yaml_block.written(
        ["a: '", yaml_block.Answer(text), "'"]
    ),
    "template.yaml_block.written_as_text": lambda text: yaml_block.written_as_text([text, yaml_block.Answer(text)]),
    "template.parse.parse (a paragraph)": _template("{{ summary }} TEXT {{ incident.title }}"),
    "template.parse.parse (a heading)": _template("# TEXT\n\n## TEXT\n\n{{ summary }}"),
    "template.parse.parse (a list)": _template("- TEXT\n- {{ summary }}\n"),
    "template.parse.parse (a cell)": _template("| TEXT | b |\n|---|---|\n| {{ summary }} | TEXT |\n"),
    "template.parse.parse (a fence)": _template("```\nTEXT\n```\n{{ summary }}"),
    "template.parse.parse (a directive)": _template("<!-- hint: TEXT -->\n{{ summary }}"),
    "template.settings.read_settings": lambda text: settings.read_settings(text, "t.md"),
    "template.settings.read_settings (a file name)": lambda text: settings.Settings(title="T", filename=text),
    "template.settings.unknown_step": lambda text: settings.unknown_step({text: "x"}, Severity),
    "causes.derived_fields.as_words": derived_fields.as_words,
    "causes.derived_fields.paragraph": derived_fields.paragraph,
    "causes.derived_fields.filled_in": lambda text: derived_fields.filled_in(caused(text)),
    "causes.mermaid.label": mermaid.label,
    "causes.mermaid.fenced_chart": mermaid.fenced_chart,
    "causes.mermaid.flowchart": _of_tree(mermaid.flowchart),
    "causes.hints.about_text": lambda text: hints.about_text(Postmortem(), text, text),
    "causes.hints.names_person": lambda text: hints.names_person(Postmortem(), text),
    "causes.hints.about_node": _of_tree(lambda tree: hints.about_node(tree, tree.nodes[_NODE])),
    "causes.paste.read_whys": pasted_whys.read_whys,
    "causes.questions.clause": questions.clause,
    "causes.questions.first_sentence": questions.first_sentence,
    "causes.questions.capitalized": questions.capitalized,
    "causes.inversion.inverted": inversion.inverted,
    "causes.inversion.is_about_now": inversion.is_about_now,
    "causes.inversion.lacks_verb": inversion.lacks_verb,
    "causes.common_words.is_ordinary": common_words.is_ordinary,
    "causes.verbs.form_of": verbs.form_of,
    "causes.verbs.is_gerund": verbs.is_gerund,
    "causes.verbs.is_participle": verbs.is_participle,
    "causes.questions.stands_inside": questions.stands_inside,
    "causes.questions.proper_words": lambda text: questions.proper_words([text]),
    "causes.questions.question_about": questions.question_about,
    "actions.selection.matches": lambda text: selection.matches(
        Action(id="aaaa", description=text), text, lambda action: [action.description], TODAY
    ),
    "actions.entry_line.read_line": lambda text: action_line.read_line(text, _KNOWN),
    "actions.entry_line.completed": lambda text: action_line.completed(text, _KNOWN.owners),
    "actions.entry_line.owner_being_typed": action_line.owner_being_typed,
    "parsing.days.may_begin_day": days.may_begin_day,
    "parsing.days.read_day_at": lambda text: days.read_day_at(text, 0, _AROUND),
    "timeline.entry_line.read_line": lambda text: entry_line.read_line(text, _AROUND),
    "timeline.paste.read_paste": lambda text: pasted_lines.events_of(
        pasted_lines.read_paste("\n".join(clean_prose(text).split("\n")[:500]), _AROUND)
    ),  # 20,000 lines have 2 s: test_paste.py
    "timeline.status_pages.times_below": lambda text: status_pages.times_below(text.split("\n")),
    "timeline.tables.spaced": tables.spaced,
    "timeline.tables.find_tables": lambda text: tables.find_tables(text.split("\n")),
    "parsing.clock_times.read_time": lambda text: clock_times.read_time(text, _AROUND),
    "parsing.durations.read_shift": durations.read_shift,
    "parsing.zones.read_zone": lambda text: zones.read_zone(text, ZONE),
    "parsing.zones.doubtful_zone": lambda text: zones.doubtful_zone(text, ZONE),
    "parsing.zones.begins_zone": zones.begins_zone,
    "parsing.zones.is_place": zones.is_place,
    "parsing.zones.offset_of": zones.offset_of,
    "parsing.zones.zone_at": zones.zone_at,
    "actions.pasted_list.read_list": lambda text: pasted_list.read_list(text, _KNOWN),
    "parsing.zones.zone_of_place": zones.zone_of_place,
    "parsing.zones.zones_named": zones.zones_named,
    "timeline.chats.is_badge": chats.is_badge,
    "timeline.chats.sender_above": lambda text: chats.sender_above(text, text),
    "timeline.chats.sender_of": chats.sender_of,
    "timeline.chats.status_of": chats.status_of,
    "timeline.chats.time_alone": chats.time_alone,
    "timeline.day_lines.day_alone": lambda text: day_lines.day_alone(text, _AROUND),
    "parsing.later_days.read_later_day": lambda text: later_days.read_later_day(text, 0),
    "parsing.later_days.doubtful_day": lambda text: later_days.doubtful_day(text, 0),
    "parsing.later_days.read_next_day_behind": lambda text: later_days.read_next_day_behind(
        text, 0, _NOW.time(), _AROUND
    ),
    "parsing.later_days.read_later_day_behind": lambda text: later_days.read_later_day_behind(text, 0),
    "timeline.day_lines.later_words_alone": day_lines.later_words_alone,
    "timeline.day_lines.is_title": day_lines.is_title,
    "timeline.day_lines.in_two_orders": lambda text: day_lines.likelier_order(
        day_lines.in_two_orders(text.split("\n")), _AROUND
    ),
    "timeline.day_lines.day_within": lambda text: day_lines.day_within(text, _AROUND, is_about_times=True),
    "timeline.day_lines.month_order": lambda text: day_lines.month_order(
        day_lines.in_two_orders(text.split("\n")), text.split("\n")
    ),
    "timeline.day_lines.years_in": day_lines.years_in,
    "timeline.entry_line.read_day_line": lambda text: entry_line.read_day_line(text, _AROUND),
    "timeline.commits.Commits.read": _in_commit,
    "timeline.labels.read_labeled": lambda text: labels.read_labeled(text, _AROUND),
    "timeline.labels.read_value": lambda text: labels.read_value(text, _AROUND),
    "timeline.logs.is_json": logs.is_json,
    "timeline.logs.is_trace": logs.is_trace,
    "timeline.logs.read_log_line": logs.read_log_line,
    "timeline.pieces.begins_block": pieces.begins_block,
    "timeline.pieces.has_clock_ahead": pieces.has_clock_ahead,
    "timeline.day_lines.may_be_day": day_lines.may_be_day,
    "timeline.day_lines.names_day": day_lines.names_day,
    "timeline.sentences.begins_with_time": sentences.begins_with_time,
    "timeline.sentences.breaks_off": lambda text: sentences.breaks_off(text, text),
    "timeline.sentences.ends_before_time": sentences.ends_before_time,
    "timeline.sentences.goes_on": lambda text: sentences.goes_on(text, text),
    "timeline.sentences.has_time_within": sentences.has_time_within,
    "timeline.sentences.read_sentence": lambda text: sentences.read_sentence(text, _AROUND),
    "timeline.sentences.read_within": lambda text: sentences.read_within(text, _AROUND),
    "timeline.sentences.split_events": lambda text: sentences.split_events(text, is_prose=True),
    "timeline.stated_zones.doubtful_statement": lambda text: stated_zones.doubtful_statement(text, ZONE),
    "timeline.stated_zones.says_more": stated_zones.says_more,
    "timeline.stated_zones.states_local": lambda text: stated_zones.states_local(text, ZONE),
    "timeline.stated_zones.stated_zone": lambda text: stated_zones.stated_zone(text, ZONE, anywhere=True),
    "timeline.stated_zones.zone_mentioned": lambda text: stated_zones.zone_mentioned(text, ZONE),
    "timeline.tables.html_rows": tables.html_rows,
    "model.incident.known_zone": incident.known_zone,
    "session.paste_preview.PastePreview": _previewed,
    "session.paste_preview.brief_waiting": paste_preview.brief_waiting,
    "session.file_choices.dropped_paths": lambda text: file_choices.dropped_paths(f"/{text}"),
    "session.import_files.looks_like_json": import_files.looks_like_json,
    "session.import_preview.RecordFilter": lambda text: RecordFilter(text[:100]).passes(SourceRecord(None, text)),
    "timeline.corrections.named_zone": lambda text: named_zone(text, ZONE),
    "language.finder.find": lambda text: finder.find(text, ("Priya Nair", "Bo Li")),
    "language.finder.find_in_action": finder.find_in_action,
    "language.finder.find_in_prose": finder.find_in_prose,
    "language.people.subject_before": lambda text: people.subject_before(text, 0, len(text)),
    "language.people.is_name_before": lambda text: people.is_name_before(text, 0, len(text)),
    "language.prose.own_words": prose.own_words,
    "language.prose.own_pieces": lambda text: list(prose.own_pieces(text)),
    "language.prose.without_comments": prose.without_comments,
    "language.prose.without_spans": prose.without_spans,
    "language.prose.pieces": lambda text: list(prose.pieces(text)),
    "language.prose.sentence_around": lambda text: prose.sentence_around(text, len(text) // 2, len(text) // 2 + 1),
    "parsing.prose_clocks.clock_times": lambda text: list(prose_clocks.clock_times(text)),
    "parsing.numbers.counts": lambda text: list(numbers.counts(text)),
    "parsing.days.days": lambda text: list(days.days(text)),
    "parsing.days.weekdays": lambda text: list(days.weekdays(text)),
    "parsing.numbers.hedge_before": lambda text: numbers.hedge_before(text, len(text)),
    "parsing.durations.lengths": lambda text: list(durations.lengths(text)),
    "parsing.shares.multiples": lambda text: list(shares.multiples(text)),
    "parsing.shares.shares": lambda text: list(shares.shares(text)),
    "session.known_words.KnownWords.rest": lambda text: KnownWords([text]).rest(text),
    "session.completions.completed": lambda text: completions.completed(text, (text, *_KNOWN.owners), is_list=True),
    "session.cause_messages.joint": cause_messages.joint,
    "session.answering.add_rows": _added,
    "session.answering.marking": lambda text: answering.marking("summary", text),
    "session.answering.question_at": lambda text: answering.question_at(_session(), text),
    "session.entry_lines.table_named": lambda text: entry_lines.table_named(_session(), text),
    "session.cause_messages.helping": lambda text: cause_messages.helping(
        Tree(caused("a")), WhyTrack.HAPPENED, "aaaa", text, ""
    ),
    "storage.draft_file.from_toml": lambda text: draft_file.from_toml(text, "d.toml"),
    "storage.draft_file.from_toml (an answer)": lambda text: draft_file.from_toml(
        f"{_DRAFT}summary = {_quoted(text)}\n", "d.toml"
    ),
    "storage.draft_file.from_toml (a key)": lambda text: draft_file.from_toml(
        f"{_DRAFT}{_quoted(text)} = 1\n", "d.toml"
    ),
    "storage.draft_file.from_toml (a stated figure's name)": lambda text: draft_file.from_toml(
        f"{_DRAFT}[stated.{_quoted(text)}]\nvalue = 'x'\n", "d.toml"
    ),
    "storage.draft_file.from_toml (the lines below)": lambda text: draft_file.from_toml(_DRAFT + text, "d.toml"),
    "storage.draft_file.id_in": draft_file.id_in,
    "toml.tokens.read": lambda text: tokens.read(f"{_DRAFT}summary = {_quoted(text)} # x\n"),
    "toml.tokens.read (a comment)": lambda text: tokens.read(f"{_DRAFT}# {text.splitlines()[:1]}\n"),
    "toml.tokens.comments": tokens.comments,
    "toml.values.literal": values.literal,
    "storage.toml_update (an answer)": _arranged,
    "sources.files.pieces_of (a line)": _imported,
    "sources.files.pieces_of (a history)": lambda text: _imported(f"#1778616000\n{text}"),
    "sources.files.pieces_of (a log)": lambda text: _imported(f"2026-05-12T20:00:00Z m1 x[1]: {text}"),
    "sources.files.pieces_of (a table)": lambda text: _imported(f"Time,Event\n2026-05-12 20:00,{text}"),
    "sources.files.pieces_of (a commit)": lambda text: _imported(
        f"commit 0003e88\nDate: 2026-05-12 20:00:00 +0200\n\n    {text}"
    ),
    "sources.files.pieces_of (a message)": lambda text: _imported(
        json.dumps([{"type": "message", "ts": "1778616000.0", "text": text}])
    ),
    "sources.kinds.deployments.is_deployment": deployments.is_deployment,
    "sources.kinds.deployments.is_main": deployments.is_main,
    "sources.markup.looks_like_html": markup.looks_like_html,
    "sources.markup.markdown_of_html": markup.markdown_of_html,
    "sources.markup.markdown_of_slack": lambda text: markup.markdown_of_slack(text, str),
    "sources.markup.text_of_attachments": lambda text: markup.text_of_attachments([{"text": text}], str),
    "sources.markup.text_of_blocks": lambda text: markup.text_of_blocks(
        [{"type": "section", "text": {"type": "mrkdwn", "text": text}}], str
    ),
    "sources.skimming.Skim.learn": _skimmed,
    "sources.words.clean": words.clean,
    "sources.words.code": words.code,
    "sources.words.is_only_emoji": words.is_only_emoji,
    "sources.words.level_in_front": words.level_in_front,
    "sources.words.link": lambda text: words.link(text, "https://x.example"),
    "sources.words.masked": words.masked,
    "sources.words.plain": words.plain,
    "sources.words.sounds_wrong": words.sounds_wrong,
    "text.for_terminal": plain_text.for_terminal,
    "text.one_line": plain_text.one_line,
    "toml.lines.newer": lambda text: lines.newer(text, TOMLDecodeError("Invalid")),
    "toml.lines.lines_of": lines.lines_of,
    "toml.lines.refusal": lambda text: lines.refusal(text, TOMLDecodeError("Invalid (at line 1, column 1)")),
    "toml.lines.line_of": lambda text: lines.line_of(text, ["incident", "title"]),
    "storage.journal.parse": lambda text: journal.parse(Path("j"), text.encode("utf-8", "replace")),
    "template.render.print_document (a title)": _printed(_titled),
    "template.rewrite.in_dialect (prose)": _rewritten(_summed_up),
    "template.rewrite.in_dialect (an event)": _rewritten(_happened),
    "template.render.print_document (prose)": _printed(_summed_up),
    "template.render.print_document (an event)": _printed(_happened),
    "template.render.print_document (causes)": _printed(caused),
    "template.render.print_document (an action item)": _printed(_acted),
    "review.reviewer.review (a title)": _reviewed(_titled),
    "review.reviewer.review (prose)": _reviewed(_summed_up),
    "review.reviewer.review (old values)": _reviewed(_summed_up_again),
    "review.claims.endpoints.between": endpoints.between,
    "review.claims.ranges.ranges": lambda text: ranges.ranges(
        text, list(prose_clocks.clock_times(text)), list(durations.lengths(text))
    ),
    "review.claims.reading.is_about_something_else": lambda text: claims_reading.is_about_something_else(
        text, len(text) // 2, len(text) // 2
    ),
    "review.claims.reading.read_claims": lambda text: claims_reading.read_claims(text, is_prose=True),
    "review.claims.reading.words_of": claims_reading.words_of,
    "review.reviewer.review (an event)": _reviewed(_happened),
    "review.reviewer.review (causes)": _reviewed(caused),
    "review.reviewer.review (an action item)": _reviewed(_acted),
}
"""Each parser by its name in pmtui; in parentheses, what the text is passed as."""


def _quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007f")
