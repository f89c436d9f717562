"""Files of other tools become events: each kind, the rules that they share, and files that mean harm."""

import gzip
import io
import json
import random
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import FileError
from pmtui.sources import files, intake
from pmtui.sources.files import pieces_of
from pmtui.sources.instants import read_record_time
from pmtui.sources.intake import Imported, read_pieces
from pmtui.sources.reading import ImportWindow, Reading
from pmtui.sources.records import SourceRecord
from pmtui.sources.registry import KINDS, SOURCES, source_of_json
from pmtui.sources.values import first_of
from pmtui.sources.words import masked
from tests.unit.sources.samples import SAMPLES, Sample, at

SEED = 0
DAY = date(2026, 5, 12)
BERLIN = ZoneInfo("Europe/Berlin")


def read(*data: str | bytes, zone: str = "UTC", channels: tuple[str, ...] = (), kind: str = "", day: date = DAY,
         with_noise: bool = False) -> Imported:  # fmt: skip
    """Return what some files hold, named 1, 2, ..."""
    own = ZoneInfo(zone)
    reading = Reading(own, day, ImportWindow.around(day, own), channels, day)

    def pieces() -> Iterator[files.FilePiece]:
        for number, each in enumerate(data, 1):
            stream = io.BytesIO(each.encode() if isinstance(each, str) else each)
            yield from pieces_of(str(number), "", stream, reading.tell)

    return read_pieces(pieces(), reading, kind=kind, with_noise=with_noise)


def clock(record: SourceRecord) -> str:
    if record.at is None:
        return ""
    assert record.at.date() == DAY
    return record.at.astimezone(UTC).time().isoformat()


def texts(found: Imported) -> list[str]:
    return [record.text for record in found.taken]


def log(*entries: tuple[str, str]) -> str:
    """Return a program's log with errors at some clock times."""
    return "".join(json.dumps({"level": "error", "time": at(time), "msg": text}) + "\n" for time, text in entries)


# -- each kind ---------------------------------------------------------------------------------------------------------


def _ids(samples: list[Sample]) -> list[str]:
    return [f"{sample.kind}-{number}" for number, sample in enumerate(samples)]


@pytest.mark.parametrize("sample", SAMPLES, ids=_ids(SAMPLES))
def test_a_sample_of_each_kind_becomes_its_events(sample: Sample) -> None:
    found = read(sample.data)
    assert {record.kind for record in found.records} == {sample.kind}
    assert [(clock(record), record.who) for record in found.taken] == [(time, who) for time, _, who in sample.taken]
    for record, (_, piece, _) in zip(found.taken, sample.taken, strict=True):
        assert piece in record.text
    assert sorted({record.noise for record in found.records if record.noise}) == sorted(sample.noise)
    assert [record.milestone for record in found.taken if record.milestone] == sample.milestones


@pytest.mark.parametrize("sample", SAMPLES, ids=_ids(SAMPLES))
def test_the_same_file_twice_adds_nothing(sample: Sample) -> None:
    once, twice = read(sample.data), read(sample.data, sample.data)
    assert texts(once) == texts(twice)
    assert [record.id for record in once.taken] == [record.id for record in twice.taken]


def test_every_kind_has_a_sample() -> None:
    assert {sample.kind for sample in SAMPLES} == set(KINDS)


def test_all_samples_together_are_one_timeline() -> None:
    found = read(*(sample.data for sample in SAMPLES))
    moments = [record.at for record in found.records if record.at is not None]
    assert moments == sorted(moments)
    for once in ("detected", "acknowledged", "identified", "mitigated", "resolved"):
        assert sum(record.milestone == once for record in found.taken) <= 1
    assert any("may be the same as" in record.doubt for record in found.taken)


@pytest.mark.parametrize("sample", SAMPLES, ids=_ids(SAMPLES))
def test_a_file_may_be_compressed_and_have_any_encoding(sample: Sample) -> None:
    plain = texts(read(sample.data))
    assert texts(read(gzip.compress(sample.data.encode()))) == plain
    assert texts(read(sample.data.encode("utf-8-sig"))) == plain
    assert texts(read(sample.data.encode("utf-16"))) == plain


# -- rules of all kinds ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-05-12T20:04:05.123456789Z", "2026-05-12T20:04:05.123456"),
        ("2026-05-12 22:04:05.5+0200", "2026-05-12T20:04:05.500000"),
        ("2026-05-12T22:04:05,25+02:00", "2026-05-12T20:04:05.250000"),
        ("2026-05-12 22:04:05 +0200", "2026-05-12T20:04:05"),
        ("2026-05-12 20:04:05 UTC", "2026-05-12T20:04:05"),
        ("Tue May 12 22:04:05 2026 +0200", "2026-05-12T20:04:05"),
        ("12/May/2026:22:04:05 +0200", "2026-05-12T20:04:05"),
        ("2026/05/12 20:04:05", "2026-05-12T20:04:05"),
        ("12.05.2026 20:04", "2026-05-12T20:04:00"),
        ("5/12/2026 8:04 PM", "2026-05-12T20:04:00"),
        ("12. Mai 20:04:05", "2026-05-12T20:04:05"),
        (1778616245, "2026-05-12T20:04:05"),
        ("1778616245.000200", "2026-05-12T20:04:05.000200"),
        (1778616245.25, "2026-05-12T20:04:05.250000"),
        ("1778616245250", "2026-05-12T20:04:05.250000"),
        (1778616245250001, "2026-05-12T20:04:05.250001"),
        ("1778616245250001999", "2026-05-12T20:04:05.250001"),
    ],
)
def test_instants_are_read_in_every_form(value: object, expected: str) -> None:
    found = read_record_time(value, ZoneInfo("UTC"), DAY)
    assert found is not None
    assert found.at == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00Z", "", "soon", "12:04", 12, True, None, "9" * 30, 1e30, "0"])
def test_text_that_is_not_an_instant_returns_none(value: object) -> None:
    assert read_record_time(value, ZoneInfo("UTC"), DAY) is None


def test_a_time_without_a_year_is_near_the_incident() -> None:
    new_year = read_record_time("Dec 31 23:59:00", ZoneInfo("UTC"), date(2026, 1, 1))
    assert new_year is not None and new_year.at.year == 2025


def test_hours_that_the_clocks_skip_or_repeat_are_doubted() -> None:
    skipped = read_record_time("2026-03-29 02:30:00", BERLIN, None)
    repeated = read_record_time("2026-10-25 02:30:00", BERLIN, None)
    certain = read_record_time("2026-03-29 03:30:00", BERLIN, None)
    assert skipped and "skip" in skipped.doubt
    assert repeated and "twice" in repeated.doubt and repeated.at.hour == 0
    assert certain and not certain.doubt and certain.at.hour == 1


def test_the_zone_of_times_without_one_is_reported_once() -> None:
    found = read("2026-05-12 22:04:00 ERROR one\n2026-05-12 22:05:00 ERROR two\n", zone="Europe/Berlin")
    assert [clock(record) for record in found.taken] == ["20:04:00", "20:05:00"]
    assert ["Europe/Berlin" in record.doubt for record in found.taken] == [True, False]


@pytest.mark.parametrize(
    ("time", "is_taken"),
    [("2026-05-10T23:59:59Z", False), ("2026-05-11T00:00:00Z", True), ("2026-05-15T00:00:00Z", True),
     ("2026-05-15T00:00:01Z", False)],
)  # fmt: skip
def test_the_window_is_a_day_before_until_three_after(time: str, is_taken: bool) -> None:
    found = read(json.dumps({"level": "error", "time": time, "msg": "x"}))
    assert bool(found.taken) is is_taken
    assert is_taken or found.records[0].noise == "another day"


def test_records_that_reach_into_the_window_stay() -> None:
    event = {"type": "Warning", "reason": "FailedMount", "message": "no volume", "metadata": {"name": "e"},
             "involvedObject": {"name": "p"}, "firstTimestamp": "2026-05-01T00:00:00Z",
             "lastTimestamp": at("21:00:00")}  # fmt: skip
    assert len(read(json.dumps({"kind": "List", "items": [event]})).taken) == 1


def test_the_same_text_again_is_one_event_until_the_last() -> None:
    found = read(log(("20:09:00", "full"), ("20:01:00", "full"), ("20:05:00", "full"), ("20:06:00", "empty")))
    assert texts(found) == ["full", "empty"]
    assert found.taken[0].until == datetime(2026, 5, 12, 20, 9, tzinfo=UTC)


def test_noise_can_be_restored() -> None:
    sample = next(sample for sample in SAMPLES if sample.kind == "pagerduty")
    assert any("Notified" in text for text in texts(read(sample.data, with_noise=True)))


def test_only_one_channel_is_taken() -> None:
    chat = json.dumps({"guild": {}, "channel": {"name": "ops"}, "messages": [
        {"type": "Default", "timestamp": at("20:00:00"), "content": "here", "author": {"name": "a"}}]})  # fmt: skip
    assert texts(read(chat, channels=("#ops",))) == ["here"]
    assert read(chat, channels=("general",)).records[0].noise == "another channel"


def test_lines_of_several_kinds_are_each_read_by_their_own() -> None:
    alert = {"receiver": "r", "alerts": [{"labels": {"alertname": "Full"}, "startsAt": at("20:00:00")}]}
    found = read(json.dumps(alert) + "\n" + log(("20:01:00", "boom")) + "{broken\n" + '{"a": 1}\n')
    assert [record.kind for record in found.taken] == ["alertmanager", "jsonl"]
    assert any("aren't JSON" in notice for notice in found.notices)
    assert any("keys: a" in notice for notice in found.notices)


def test_hostile_characters_stay_outside() -> None:
    found = read(log(("20:00:00", "a\x1b[31mred\x1b[0m\u202eb\u200b\x00\x07 <script>")))
    assert texts(found) == ["aredb \\<script>"]


@pytest.mark.parametrize(
    "command",
    ["curl -H 'Authorization: Bearer S3cretS3cret' x", "mysqldump --password=S3cretS3cret db > d",
     "export PD_TOKEN=S3cretS3cret", "psql postgres://ada:S3cretS3cret@db/x", "deploy --api-key S3cretS3cret",
     "curl -u ada:S3cretS3cret -X POST y", "curl -H 'X-Api-Key: S3cretS3cret' y", "docker login -u a -p S3cretS3cret",
     "aws configure set aws_secret_access_key S3cretS3cret", "echo S3cretS3cret | docker login --password-stdin",
     "PASS=S3cret ./deploy", "gpg --passphrase S3cret -d f", "redis-cli -a S3cret flushall",
     "vault kv get hvs.S3cretS3cret",
     "ALTER USER ada PASSWORD 'S3cret'", "psql -c \"alter user ada with password 'S3cret'\"",
     r"psql -c 'ALTER USER ada PASSWORD '\''S3cret'\'' ;'", "set -gx API_TOKEN S3cret", "set -x DB_KEY S3cret",
     "curl -H 'Authorization: S3cret' x", "curl -H 'Cookie: a=1; session=S3cret' x", "curl -b 'session=S3cret' x",
     "curl https://hooks.slack.com/services/T0/B0/S3cret", "git clone https://S3cretS3cret@github.com/x/y",
     "git push https://S3cret:x-oauth-basic@github.com/x", "psql 'postgres://ada:a@S3cret@db/x'",
     "URL=redis://:S3cret@cache ./x", "curl --user 'ada:a S3cret' x", "curl -u \"ada:a S3cret\" x",
     r'curl -d "{\"password\": \"a S3cret\"}" x', r"export TOKEN='it'\''S3cret'", "echo S3cret | sudo -S reboot",
     "openssl rsa -passin pass:S3cret", "kubectl create secret generic x --from-literal=key=S3cret"],
)  # fmt: skip
def test_secrets_in_commands_are_masked(command: str) -> None:
    (text,) = texts(read(f"#1778616000\n{command}\n"))
    assert "S3cret" not in text and "***" in text


@pytest.mark.parametrize(
    "command",
    ["git clone https://git@github.com/x/y", "docker run -u 1000:1000 x", "set -e; make", "export PATH=/opt/bin:$PATH",
     "npm install http://registry.example:4873/@ada/x", "kubectl scale deploy/x --replicas=3"],
)  # fmt: skip
def test_commands_without_a_secret_are_unchanged(command: str) -> None:
    assert masked(command) == command


# -- files that can't be read ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"), (b" \n", "is empty"), (b"[]", "empty list"), (b'{"log_entries": []}', "no records"),
        (b"<!DOCTYPE html><html><title>Sign in</title></html>", "web page"),
        (b'{"message": "Not Found", "documentation_url": "x", "status": "404"}', "Not Found"),
        (b'{"ok": false, "error": "channel_not_found"}', "channel_not_found"),
        (b'{"error": {"message": "Unauthorized", "code": 2006}}', "Unauthorized"),
        (b'[{"colour": 1, "size": 2}]', "colour, size"), (b'"text"', "no kind"), (b"hello\nworld\n", "no kind"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "an image"), (b"\x00\x01\x02\x03", "isn't text"), (b"%PDF-1.7", "a PDF"),
        (b"0003e88 Fix the queue\n0003ec4 Break it\n", "no date and time"),
        (b"commit 0003e880003e88\nAuthor: A <a@x>\nDate:   3 hours ago\n\n    Fix\n", "no date and time"),
        (b'{"log_entries": [{"id": ', "isn't JSON"), (b"[" * 100_000, "isn't JSON"),
        (b'{"ok": false, "error": {"code": 1, "message": "no_permission"}}', "no_permission"),
        (b"\x1f\x8b\x08\x00broken", "damaged gzip"), (b"PK\x03\x04broken", "damaged zip"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(FileError) as caught:
        read(data)
    assert words in caught.value.message and caught.value.exit_code == 3


@pytest.mark.parametrize("size", [1, 7, 30])
def test_what_is_whole_of_a_file_that_was_cut_off_is_read(size: int) -> None:
    entries = [{"id": str(n), "type": "annotate_log_entry", "created_at": at(f"20:0{n}:00"), "note": f"note {n}"}
               for n in range(4)]  # fmt: skip
    whole = json.dumps({"log_entries": entries})
    found = read(whole[:-size])
    assert texts(found)[:3] == ["note 0", "note 1", "note 2"]
    assert any("cut off" in notice for notice in found.notices)


def test_arrays_one_after_another_are_all_read() -> None:
    release = {"tag_name": "v1", "published_at": at("20:00:00"), "name": "v1"}
    other = {"tag_name": "v2", "published_at": at("20:01:00"), "name": "v2"}
    assert texts(read(json.dumps([release]) + json.dumps([other]))) == ["Release v1", "Release v2"]


def test_a_file_that_is_not_utf8_is_read_and_said() -> None:
    found = read("Time;Event\n2026-05-12 20:00;Störung\n".encode("cp1252"))
    assert texts(found) == ["Störung"]
    assert any("Windows-1252" in notice for notice in found.notices)


# -- archives ----------------------------------------------------------------------------------------------------------


def zipped(names: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in names.items():
            archive.writestr(name, text)
    return data.getvalue()


MESSAGE = json.dumps([{"type": "message", "ts": "1778616000.000100", "text": "hi <@U1>", "user": "U1"}])
USERS = json.dumps([{"id": "U1", "name": "ada", "profile": {"real_name": "Ada Lind"}}])


def test_an_export_in_a_zip_has_its_names() -> None:
    found = read(
        zipped({"ops/2026-05-12.json": MESSAGE, "users.json": USERS, "canvases.json": "[]", "x.png": "\x89PNG"})
    )
    assert [(record.text, record.who, record.place) for record in found.taken] == [("hi @Ada Lind", "Ada Lind", "#ops")]


def test_a_name_that_leads_outside_is_left_out() -> None:
    found = read(zipped({"../ops/2026-05-12.json": MESSAGE, "ok/2026-05-12.json": MESSAGE.replace("0100", "0200")}))
    assert [record.place for record in found.taken] == ["#ok"]
    assert any("outside" in notice for notice in found.notices)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_UNPACKED", 1 << 20)
    bomb = zipped({"a.json": "[" + " " * (2 << 20) + "]"})
    with pytest.raises(FileError, match="would unpack to"):
        read(bomb)
    with pytest.raises(FileError, match="unpacks to more"):
        read(gzip.compress(log(("20:00:00", "full")).encode() * 40_000))


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 3)
    with pytest.raises(FileError, match="has 4 files"):
        read(zipped({f"{number}.json": MESSAGE for number in range(4)}))


def test_an_archive_with_nothing_known_is_refused() -> None:
    with pytest.raises(FileError, match="None of the 2 files"):
        read(zipped({"a.json": '{"a": 1}', "b.txt": "hello"}))


# -- anything ----------------------------------------------------------------------------------------------------------


@given(data=st.binary(max_size=300))
def test_any_bytes_give_events_or_one_sentence(data: bytes) -> None:
    _read_or_refuse(data)


_KEYS = st.sampled_from(sorted({key for sample in SAMPLES for key in re.findall(r'"(\w+)":', sample.data)}))
_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10) | st.just(at("20:00:00")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(value=_ANY)
def test_any_json_gives_events_or_one_sentence(value: object) -> None:
    _read_or_refuse(json.dumps(value).encode())


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_with_other_values_gives_events_or_one_sentence(kind: str) -> None:
    """A key may be missing, or have a value of another type; a file may be cut anywhere."""
    chosen = random.Random(f"{SEED} {kind}")
    for sample in SAMPLES:
        if sample.kind != kind:
            continue
        for _ in range(60):
            data = sample.data
            if data[:1] in "{[":
                values = [_other(json.loads(line), chosen) for line in data.splitlines()]
                data = "\n".join(map(json.dumps, values))
            cut = chosen.randrange(len(data)) if chosen.random() < 0.3 else len(data)
            _read_or_refuse(data[:cut].encode())
            _read_or_refuse(data.encode(), kind)


def _other(value: object, chosen: random.Random) -> object:
    if chosen.random() < 0.08:
        return chosen.choice([None, 7, "x", [], {}, True, -1, "\x1b", [["x"]], {"text": 3}, 1e400, "0001-01-01"])
    if isinstance(value, dict):
        return {key: _other(each, chosen) for key, each in value.items() if chosen.random() > 0.05}
    return [_other(each, chosen) for each in value] if isinstance(value, list) else value


def _read_or_refuse(data: bytes, kind: str = "") -> None:
    try:
        found = read(data, kind=kind)
    except FileError as error:
        assert "\n" not in str(error)
        return
    for record in found.records:
        assert record.at is None or record.at.tzinfo is not None
        assert isinstance(record.text, str) and isinstance(record.who, str)


def test_every_kind_is_listed_once() -> None:
    assert len({(source.kind, type(source)) for source in SOURCES}) == len(SOURCES)


# -- single kinds: what a sample doesn't have -------------------------------------------------------------------------


def test_the_alert_again_is_noise_until_it_was_resolved() -> None:
    def state(number: int, old: str, new: str) -> dict[str, str]:
        return {"AlarmName": "a", "Timestamp": at(f"20:0{number}:00"), "HistoryItemType": "StateUpdate",
                "HistorySummary": f"Alarm updated from {old} to {new}"}  # fmt: skip

    steps = [("OK", "ALARM"), ("ALARM", "INSUFFICIENT_DATA"), ("INSUFFICIENT_DATA", "ALARM"),
             ("ALARM", "OK"), ("OK", "INSUFFICIENT_DATA"), ("INSUFFICIENT_DATA", "OK")]  # fmt: skip
    found = read(json.dumps({"AlarmHistoryItems": [state(number, *step) for number, step in enumerate(steps)]}))
    assert [record.noise for record in found.records] == [
        "", "no data", "the same alert again", "", "no data", "it hadn't fired",
    ]  # fmt: skip


def test_pagerdutys_log_notes_and_incident_are_one_story() -> None:
    log_of = {"log_entries": [
        {"id": "R1", "type": "annotate_log_entry", "created_at": at("20:10:00"), "channel": {"summary": "drained"},
         "agent": {"type": "user_reference", "summary": "Ada Lind"}}]}  # fmt: skip
    notes = {"notes": [{"id": "N", "content": "drained", "created_at": "2026-05-12T22:10:00+02:00",
                        "user": {"summary": "Ada Lind"}}]}  # fmt: skip
    incident = {"incident": {"id": "Q", "title": "QueueFull", "status": "resolved", "created_at": at("20:05:00"),
                             "acknowledgements": [], "last_status_change_at": at("20:40:00")}}  # fmt: skip
    found = read(json.dumps(log_of), json.dumps(notes), json.dumps(incident))
    assert texts(found) == ["Triggered: QueueFull", "drained", "Resolved: QueueFull"]


def test_replies_that_an_api_leaves_out_are_missed() -> None:
    messages = [{"type": "message", "ts": "1778616000.000000", "text": "x", "reply_count": 3, "user": "U"}]
    found = read(json.dumps({"ok": True, "messages": messages, "has_more": True}))
    assert any("3 replies" in notice for notice in found.notices)
    assert any("cut off" in notice for notice in found.notices)


def test_a_release_that_is_a_draft_is_noise() -> None:
    release = {"tag_name": "v1", "published_at": None, "draft": True, "created_at": at("20:00:00")}
    assert read(json.dumps([release])).records[0].noise == "a draft"


@pytest.mark.parametrize(
    ("command", "is_taken"),
    [("kubectl -n mail get pods | grep x", False), ("cat a > b", True), ("cat a | sudo tee b", True),
     ("sudo systemctl status mail", False), ("sudo systemctl restart mail", True), ("ls; rm x", True),
     ("tail -f x.log 2>/dev/null", False), ("sed -i s/a/b/ x", True), ("git push", True), ("git log -5", False)],
)  # fmt: skip
def test_commands_that_only_look_are_noise(command: str, is_taken: bool) -> None:
    assert bool(read(f"#1778616000\n{command}\n").taken) is is_taken


def test_clock_times_of_a_table_continue_after_midnight() -> None:
    found = read("Time,Event\n23:50,one\n00:10,two\n")
    assert [f"{record.at:%d %H:%M}" for record in found.taken if record.at] == ["12 23:50", "13 00:10"]


def test_a_table_keeps_what_a_person_wrote_of_another_day() -> None:
    assert texts(read("Time,Event\n2026-04-01 10:00,the change\n2026-05-12 20:00,the alert\n")) == [
        "the change", "the alert",
    ]  # fmt: skip


def test_an_unknown_kind_is_not_forced() -> None:
    with pytest.raises(FileError, match="isn't text of the kind pagerduty"):
        read("hello\n", kind="pagerduty")


@pytest.mark.parametrize(
    ("header", "expected", "doubt"),
    [
        ("Time (UTC+05:30)", "14:30:00", ""),
        ("Time (+05:30)", "14:30:00", ""),
        ("Time (UTC-3)", "23:00:00", ""),
        ("Time [UTC]", "20:00:00", ""),
        ("Time (Asia/Kolkata)", "14:30:00", ""),
        ("Time (IST)", "14:30:00", "Kolkata, Dublin or Jerusalem"),
    ],
)
def test_the_zone_in_a_header_counts_for_its_times(header: str, expected: str, doubt: str) -> None:
    found = read(f"{header},Event\n2026-05-12 20:00,one\n2026-05-12 20:00,two\n")
    assert [clock(record) for record in found.taken] == [expected, expected]
    assert doubt in found.taken[0].doubt and found.taken[1].doubt == ""
    assert [doubt in notice for notice in found.notices] == ([True] if doubt else [])


def test_a_zone_in_a_header_that_nobody_knows_is_told() -> None:
    found = read("Time (Mars),Event\n2026-05-12 20:00,one\n", zone="Europe/Berlin")
    assert clock(found.taken[0]) == "18:00:00"
    assert any("(Mars)" in notice and "Europe/Berlin" in notice for notice in found.notices)


def test_a_row_has_the_text_of_its_first_column_of_text_that_is_not_empty() -> None:
    found = read("Time,Event,Notes\n2026-05-12 20:00,,restarted\n2026-05-12 20:01,,\n,,\n2026-05-12 20:02,x,y\n")
    assert texts(found) == ["restarted", "x"]
    assert found.counted == {"no text": 1}


@pytest.mark.parametrize("value", ["03/04/2026 20:00", "3/4/26 8:00 PM"])
def test_a_date_with_day_and_month_either_way_round_is_doubted_unless_it_is_the_incidents(value: str) -> None:
    table = f"Time,Event\n{value},one\n{value},two\n"
    found = read(table, day=date(2026, 9, 1))
    assert [record.is_day_unsure for record in found.taken] == [True, True]
    assert "2026-03-04" in found.taken[0].doubt
    assert len([notice for notice in found.notices if "2026-03-04" in notice]) == 1
    for day in (date(2026, 4, 3), date(2026, 3, 4)):
        found = read(table, day=day)
        assert [(record.at, record.is_day_unsure) for record in found.taken] == [
            (datetime(day.year, day.month, day.day, 20, tzinfo=UTC), False)
        ] * 2
        assert "may mean" not in found.taken[0].doubt and not any("may mean" in notice for notice in found.notices)


def test_the_last_letter_of_a_line_is_kept_whatever_its_encoding() -> None:
    table = "Time,Event\n2026-05-12 20:00,caf\xe9\n2026-05-12 20:01,th\xe9\n"
    assert texts(read(table.encode("cp1252"))) == texts(read(table)) == ["caf\xe9", "th\xe9"]


def test_text_that_was_cut_within_a_character_is_still_utf8() -> None:
    found = read("Time,Event\n2026-05-12 20:00,th\xe9 et caf\xe9".encode()[:-1])
    assert texts(found) == ["th\xe9 et caf"] and not any("Windows" in notice for notice in found.notices)


def test_a_line_that_is_too_long_is_counted_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, size in ((files, "_LONGEST_LINE", 5_000), (files, "_BLOCK", 1_000), (intake, "_HEAD", 1_000)):
        monkeypatch.setattr(module, name, size)
    long = log(("20:02:00", "x" * 20_000))
    found = read(log(("20:00:00", "one"), ("20:01:00", "two")) + long + log(("20:03:00", "three")) + long)
    assert texts(found) == ["one", "two", "three"]
    assert sum(found.counted.values()) == 2 and "a line of more than" in next(iter(found.counted))


def test_lines_of_the_same_form_are_recognized_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def counting(value: object, kind: str = "") -> object:
        asked.append(value)
        return source_of_json(value, kind)

    monkeypatch.setattr(intake, "source_of_json", counting)
    message = {"type": "message", "ts": "1778616000.000000", "user": "U1", "text": "hi"}
    lines = [message, {"colour": 1, "size": 2}, {"type": "other", "ts": "1"}] * 50
    found = read("".join(json.dumps(each) + "\n" for each in lines))
    assert texts(found) == ["hi"]
    assert len(asked) <= 5


def test_a_page_without_records_says_nothing_of_the_next_ones() -> None:
    pages = [{"data": []}, {"data": [{"labels": {"alertname": "Full"}, "startsAt": at("20:00:00")}]}]
    assert len(read("".join(json.dumps(each) + "\n" for each in pages)).taken) == 1


def test_a_bomb_of_gzip_is_refused_while_it_is_unpacked() -> None:
    bomb = gzip.compress(b"[" + b"{}," * (20 << 20) + b"{}]", compresslevel=1)
    taken = 0

    def counting(_: str, count: int) -> None:
        nonlocal taken
        taken = count

    reading = Reading(ZoneInfo("UTC"))
    with pytest.raises(FileError, match="times its size"):
        read_pieces(pieces_of("bomb", "", io.BytesIO(bomb), reading.tell), reading, progress=counting)
    assert taken < 20 << 20


def test_a_json_value_in_an_archive_has_its_own_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_WHOLE_UNPACKED", 1000)
    data = json.dumps([{"id": number} for number in range(1000)])
    with pytest.raises(FileError, match="one JSON value of more than"):
        read(gzip.compress(data.encode()))


def test_the_first_record_of_a_list_is_found_without_reading_the_rest() -> None:
    class Items(list[object]):
        read = 0

        def __iter__(self) -> Iterator[object]:
            for each in super().__iter__():
                self.read += 1
                yield each

    many = Items([1, {"a": 1}, *([2] * 10_000)])
    assert first_of(many) == {"a": 1} and many.read == 2
    nothing = Items([0] * 10_000)
    assert first_of({"rows": nothing}, "rows") == {} and nothing.read <= 1_000


def test_an_export_of_zulip_leaves_out_what_was_private() -> None:
    sent = [{"id": kind, "sender": 7, "recipient": kind, "date_sent": 1_778_616_000, "content": f"to {kind}"}
            for kind in (1, 2, 3)]  # fmt: skip
    recipients = [{"id": kind, "type": kind} for kind in (1, 2, 3)]
    users = [{"id": 7, "full_name": "Ada Lind"}]
    export = {"zerver_userprofile": users, "zerver_recipient": recipients, "zerver_message": sent}
    found = read(json.dumps(export))
    assert [(record.who, record.text) for record in found.taken] == [("Ada Lind", "to 2")]
    assert {record.noise for record in found.records} <= {"", "a private message"}


@pytest.mark.parametrize(
    ("level", "is_event"),
    [
        ("error", True), ("Fatal", True), ("warn", False), ("info", False), ("debug", False),
        (50, True), (60, True), (40, False), (49, False), ("50", True), ("49", False),
    ],
)  # fmt: skip
def test_errors_of_a_log_are_events_by_their_level_as_a_name_or_a_number(level: str | int, is_event: bool) -> None:
    lines = log(("20:00:00", "boom")) + json.dumps({"level": level, "time": at("20:01:00"), "msg": "x"})
    assert texts(read(lines)) == (["boom", "x"] if is_event else ["boom"])


def test_a_merge_without_a_pull_requests_words_keeps_its_own() -> None:
    head = (
        "commit 00aa11bb22cc33dd44ee\nAuthor: Ada Lind <a@larkspur.example>\nDate:   Tue May 12 20:10:00 2026 +0000\n\n"
    )
    bodies = {
        "    Shrink the queue\n    of mails\n\n    Why: it overflowed.\n": "Shrink the queue of mails",
        "    Merge branch 'queue'\n\n    Signed-off-by: Ada\n": "Merge branch 'queue'",
        "    Merge branch 'queue'\n\n    Smaller queue\n": "Smaller queue (Merge branch 'queue')",
    }
    for body, text in bodies.items():
        assert texts(read(head + body)) == [text]


def test_a_single_record_with_ok_false_is_not_an_error() -> None:
    record = {"time": at("20:00:00"), "level": "error", "msg": "probe failed", "ok": False}
    assert texts(read(json.dumps(record))) == ["probe failed"]


def test_problems_in_an_archive_are_told_one_by_one() -> None:
    found = read(zipped({"a.json": log(("20:00:00", "boom")), "b.json": '[{"a": ', "c.txt": "hello\nworld\n",
                         "d.json": "[]"}))  # fmt: skip
    assert texts(found) == ["boom"]
    assert any("b.json" in notice and "isn't JSON" in notice for notice in found.notices)
    assert any("c.txt" in notice and "no kind" in notice for notice in found.notices)
    assert not any("d.json" in notice for notice in found.notices)


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("time,severity,message", "csv"),
        ("Date (UTC);level;event", "csv"),
        ("2026-05-12T09:59:00Z error deploy time, message lost", "jsonl"),
        ('time=2026-05-12 level=error msg="what, message"', "jsonl"),
        ("the log begins here", "jsonl"),
    ],
)
def test_a_table_with_a_header_is_not_read_as_a_log(first: str, kind: str) -> None:
    """Each row begins with a time, as a line of a log does; a line of a log can look like a header."""
    apart = ";" if ";" in first else ","
    rows = [f"2026-05-12T10:0{n}:00Z{apart}{level}{apart}It fails" for n, level in enumerate(("error", "info"))]
    found = read("\n".join([first, *rows]))
    assert {record.kind for record in found.taken} == {kind}
    assert kind != "csv" or texts(found) == ["It fails", "It fails"]
