# ruff: noqa: E501 - a sample's lines are as long as its format makes them
"""A small export of each kind: an evening at Larkspur, whose mail queue ran full on 12 May 2026.

Of each: the file, what's taken (time, a piece of the text, who), and a piece of each text that's noise.
"""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sample:
    """One export, and what it becomes.

    Attributes:
        kind: the kind of source.
        data: the file.
        taken: of each event, its time in UTC on 12 May, a piece of its text, and who it's from.
        noise: why the other records aren't events.
        milestones: the milestones that are suggested, in order.
    """

    kind: str
    data: str
    taken: list[tuple[str, str, str]]
    noise: list[str] = field(default_factory=list)
    milestones: list[str] = field(default_factory=list)


def _json(value: Any) -> str:
    return json.dumps(value)


def _lines(*values: Any) -> str:
    return "".join(json.dumps(value) + "\n" for value in values)


def at(clock: str) -> str:
    """Return a time of that day as most exports write it."""
    return f"2026-05-12T{clock}Z"


def _slack(ts: str, text: str, **facts: Any) -> dict[str, Any]:
    return {"type": "message", "ts": ts, "text": text, **facts}


_EIGHT = 1778616000
"""20:00 UTC that evening, in seconds."""

SAMPLES = [
    Sample(
        "slack_export",
        _json([
            _slack(f"{_EIGHT}.000000", "<@U1> joined", user="U1", subtype="channel_join"),
            _slack(f"{_EIGHT + 60}.000000", "*Queue* is ~fine~ full &amp; <https://q.example|here>", user="U1",
                   user_profile={"real_name": "Ada Lind"}),
            _slack(f"{_EIGHT + 120}.000000", "<@U1> please `*look*`", user="U2", thread_ts=f"{_EIGHT + 60}.000000"),
            _slack(f"{_EIGHT + 180}.000000", ":eyes: :+1:", user="U1"),
            _slack(f"{_EIGHT + 240}.000000", "", bot_id="B1", username="Bell", attachments=[{"title": "QueueFull"}]),
            _slack(f"{_EIGHT + 300}.000000", "", bot_id="B1", username="Bell", attachments=[{"title": "QueueFull"}]),
            _slack(f"{_EIGHT + 360}.000000", "", user="U1", files=[{"id": "F1"}]),
        ]),
        [("20:01:00", "**Queue** is ~~fine~~ full & [here](https://q.example)", "Ada Lind"),
         ("20:02:00", "@Ada Lind please `*look*`", "U2"), ("20:04:00", "QueueFull", "Bell")],
        ["someone joins", "only an emoji", "the same alert again", "a file without text"],
    ),
    Sample(
        "slack_api",
        _json({"ok": True, "members": [{"id": "U1", "profile": {"real_name": "Ada Lind"}}], "messages": [
            _slack(f"{_EIGHT + 60}.000000", "second, <!here>", user="U1"), _slack(f"{_EIGHT}.5", "first", user="U1")]}),
        [("20:00:00.500000", "first", "Ada Lind"), ("20:01:00", "second, @here", "Ada Lind")],
    ),
    Sample(
        "pagerduty",
        _json({"log_entries": [
            {"id": "R4", "type": "resolve_log_entry", "created_at": at("20:40:00"), "summary": "Resolved by Ada Lind.",
             "agent": {"type": "user_reference", "summary": "Ada Lind"}, "incident": {"id": "Q"}, "note": "drained"},
            {"id": "R3", "type": "notify_log_entry", "created_at": at("20:05:02"), "summary": "Notified Ada Lind"},
            {"id": "R2", "type": "acknowledge_log_entry", "created_at": "2026-05-12T22:06:00+02:00",
             "summary": "Acknowledged by Ada Lind.", "agent": {"type": "user_reference", "summary": "Ada Lind"}},
            {"id": "R1", "type": "trigger_log_entry", "created_at": at("20:05:00"), "summary": "Triggered",
             "channel": {"summary": "QueueFull"}, "agent": {"type": "service_reference", "summary": "mail"}}]}),
        [("20:05:00", "Triggered: QueueFull", ""), ("20:06:00", "Acknowledged by Ada Lind", "Ada Lind"),
         ("20:40:00", "drained", "Ada Lind")],
        ["a notification to a person"],
        ["detected", "acknowledged", "resolved"],
    ),
    Sample(
        "opsgenie",
        _json({"data": [
            {"log": "Alert acknowledged via web", "owner": "ada@larkspur.example", "createdAt": at("20:06:00.5"),
             "offset": "2"},
            {"log": "Viewed on [web]", "owner": "ada@larkspur.example", "createdAt": at("20:05:30.5"), "offset": "1"}]}),
        [("20:06:00.500000", "Alert acknowledged", "ada@larkspur.example")],
        ["a notification to a person"],
        ["acknowledged"],
    ),
    Sample(
        "alertmanager",
        _json({"receiver": "ops", "alerts": [
            {"status": "firing", "labels": {"alertname": "Watchdog"}, "startsAt": at("20:00:00"), "annotations": {},
             "endsAt": "0001-01-01T00:00:00Z"},
            {"status": "resolved", "labels": {"alertname": "QueueFull", "pod": "mail-0"}, "startsAt": at("20:04:00"),
             "endsAt": at("20:39:00.123456789"), "annotations": {"summary": "No room"}, "fingerprint": "f"}]}),
        [("20:04:00", "QueueFull (mail-0) fires: No room", ""), ("20:39:00.123456", "QueueFull (mail-0) is resolved", "")],
        ["Watchdog always fires"],
        ["detected", "resolved"],
    ),
    Sample(
        "grafana",
        _json([
            {"id": 3, "dashboardId": 1, "time": (_EIGHT + 900) * 1000, "newState": "Normal", "prevState": "Alerting",
             "text": "QueueFull {}", "alertName": "QueueFull", "alertId": 1},
            {"id": 2, "dashboardId": 1, "time": (_EIGHT + 300) * 1000, "newState": "Alerting", "prevState": "Pending",
             "text": "QueueFull {}", "alertName": "QueueFull", "alertId": 1},
            {"id": 1, "dashboardId": 1, "time": (_EIGHT + 240) * 1000, "newState": "Pending", "prevState": "Normal",
             "text": "QueueFull {}", "alertName": "QueueFull", "alertId": 1},
            {"id": 4, "dashboardId": 1, "time": _EIGHT * 1000, "timeEnd": (_EIGHT + 60) * 1000, "login": "ada",
             "newState": "", "text": "Deploy <a href=\"https://r.example\">run</a>"}]),
        [("20:00:00", "Deploy [run](https://r.example)", "ada"), ("20:05:00", "QueueFull: alerting", ""),
         ("20:15:00", "QueueFull: OK", "")],
        ["pending, not yet an alert"],
        ["detected", "resolved"],
    ),
    Sample(
        "grafana_oncall",
        _json({"results": [{"id": "I1", "integration_id": "C", "alerts_count": 2, "title": "QueueFull",
                            "created_at": at("20:04:30.100000"), "acknowledged_at": at("20:06:30"),
                            "acknowledged_by": "UADA", "resolved_at": None}]}),
        [("20:04:30.100000", "QueueFull fires", ""), ("20:06:30", "QueueFull: acknowledged", "UADA")],
        [],
        ["detected", "acknowledged"],
    ),
    Sample(
        "kubernetes",
        _lines(
            {"type": "ADDED", "object": {"kind": "Event", "type": "Warning", "reason": "BackOff", "count": 1,
             "message": "Back-off", "involvedObject": {"kind": "Pod", "name": "mail-0"}, "metadata": {"name": "e1"},
             "firstTimestamp": at("20:04:10"), "lastTimestamp": at("20:04:10")}},
            {"type": "MODIFIED", "object": {"kind": "Event", "type": "Warning", "reason": "BackOff", "count": 7,
             "message": "Back-off", "involvedObject": {"kind": "Pod", "name": "mail-0"}, "metadata": {"name": "e1"},
             "firstTimestamp": at("20:04:10"), "lastTimestamp": at("20:14:10")}},
            {"type": "ADDED", "object": {"kind": "Event", "type": "Normal", "reason": "Pulled", "note": "Pulled image",
             "regarding": {"kind": "Pod", "name": "mail-0"}, "metadata": {"name": "e2"}, "eventTime": at("20:04:00.5")}},
        ),
        [("20:04:10", "BackOff: Back-off (Pod mail-0), x 7", "")],
        ["Normal", "a duplicate record"],
    ),
    Sample(
        "github",
        _json([
            {"workflowName": "Deploy production", "displayTitle": "Smaller queue (#7)", "headBranch": "main",
             "event": "push", "status": "completed", "conclusion": "success", "startedAt": at("19:50:00"),
             "updatedAt": at("19:55:00"), "databaseId": 5, "url": "https://github.com/l/mail/actions/runs/5"},
            {"workflowName": "CI", "displayTitle": "x", "headBranch": "fix", "event": "pull_request",
             "status": "completed", "conclusion": "failure", "startedAt": at("19:51:00"), "updatedAt": at("19:52:00")}]),
        [("19:50:00", "Deploy production: succeeded (Smaller queue (#7))", "")],
        ["a branch"],
    ),
    Sample(
        "gitlab",
        _json([
            {"id": 2, "noteable_type": "Issue", "body": "changed the severity to **Critical - S1**", "system": True,
             "created_at": "2026-05-12T22:10:00.000+02:00", "author": {"name": "Ada Lind"}},
            {"id": 1, "noteable_type": "Issue", "body": "assigned to @ada", "system": True, "created_at": at("20:09:00"),
             "author": {"name": "Ada Lind"}},
            {"id": 3, "noteable_type": "Issue", "body": "Drained\r\n- by hand", "system": False,
             "created_at": at("20:30:00"), "author": {"name": "Bo Ruud"}}]),
        [("20:10:00", "Changed the severity to **Critical - S1**", "Ada Lind"), ("20:30:00", "Drained\n- by hand", "Bo Ruud")],
        ["a system note"],
        ["severity_changed"],
    ),
    Sample(
        "git",
        "commit 00aa11bb22cc33dd44ee (HEAD -> main, tag: v2)\nMerge: 11 22\nAuthor:     Ada Lind <ada@larkspur.example>\n"
        "AuthorDate: Fri May 8 10:00:00 2026 +0200\nCommit:     Bo <b@larkspur.example>\n"
        "CommitDate: Tue May 12 21:49:00 2026 +0200\n\n    Merge pull request #7 from l/queue\n    \n    Smaller queue\n\n"
        " values.yaml | 2 +-\n\ncommit 99aa11bb22cc33dd44ee\nAuthor: Ada Lind <ada@larkspur.example>\n"
        "Date:   Fri Apr 3 10:00:00 2026 +0200\n\n    Old\n\ncommit 88aa11bb22cc33dd44ee\n"
        "Author: Bo Ruud <bo@larkspur.example>\nDate:   Tue May 12 22:10:00 2026 +0200\n\n    Larger queue\n",
        [
            ("19:49:00", "Smaller queue (Merge pull request #7 from l/queue)", "Ada Lind"),
            ("20:10:00", "Larger queue", "Bo Ruud"),
        ],
        ["another day"],
    ),
    Sample(
        "statuspage",
        _json({"incidents": [{"shortlink": "https://s.example/1", "incident_updates": [
            {"id": "u2", "status": "monitoring", "body": "Better.<br />We watch.", "created_at": at("20:35:00")},
            {"id": "u1", "status": "investigating", "body": "Mail is late.", "created_at": at("20:20:00"),
             "display_at": "2026-05-12T22:12:00+02:00"},
            {"id": "u3", "status": "postmortem", "body": "Read it", "created_at": at("20:50:00")}]}]}),
        [("20:12:00", "Mail is late.", ""), ("20:35:00", "Better.\nWe watch.", "")],
        ["the page's postmortem"],
        ["mitigated"],
    ),
    Sample(
        "cloudtrail",
        _json({"Records": [
            {"eventVersion": "1.1", "eventName": "PurgeQueue", "eventSource": "sqs.amazonaws.com", "eventID": "1",
             "eventTime": at("20:25:00"), "requestParameters": {"queueName": "mail", "secretName": "x"},
             "userIdentity": {"arn": "arn:aws:sts::1:assumed-role/Admin/ada"}, "readOnly": False,
             "errorCode": "AccessDenied"},
            {"eventVersion": "1.1", "eventName": "GetQueueUrl", "eventSource": "sqs.amazonaws.com", "eventID": "2",
             "eventTime": at("20:24:00")},
            {"eventVersion": "1.1", "eventName": "ConsoleLogin", "eventID": "3", "eventTime": at("20:23:00")}]}),
        [("20:25:00", "sqs: PurgeQueue mail: AccessDenied", "ada")],
        ["a login", "only reads"],
    ),
    Sample(
        "cloudwatch",
        _json({"AlarmHistoryItems": [
            {"AlarmName": "mail", "Timestamp": at("20:40:00"), "HistoryItemType": "StateUpdate",
             "HistorySummary": "Alarm updated from ALARM to OK"},
            {"AlarmName": "mail", "Timestamp": at("20:05:00"), "HistoryItemType": "Action", "HistorySummary": "Ran"},
            {"AlarmName": "mail", "Timestamp": at("20:04:00"), "HistoryItemType": "StateUpdate",
             "HistorySummary": "Alarm updated from OK to ALARM"}]}),
        [("20:04:00", "from OK to ALARM", ""), ("20:40:00", "from ALARM to OK", "")],
        ["an action of the alarm"],
        ["detected", "resolved"],
    ),
    Sample(
        "gcp_audit",
        _json([
            {"insertId": "b", "timestamp": at("20:26:00.123456789"), "logName": "projects/l/logs/activity",
             "protoPayload": {"methodName": "io.k8s.apps.v1.deployments.patch", "resourceName": "a/deployments/mail",
                              "authenticationInfo": {"principalEmail": "ada@larkspur.example"}}},
            {"insertId": "a", "timestamp": at("20:25:00"), "logName": "projects/l/logs/activity",
             "protoPayload": {"methodName": "io.k8s.core.v1.pods.list", "resourceName": "pods"}}]),
        [("20:26:00.123456", "deployments.patch a/deployments/mail", "ada@larkspur.example")],
        ["only reads"],
    ),
    Sample(
        "journald",
        _lines(
            {"__REALTIME_TIMESTAMP": str((_EIGHT + 240) * 10**6), "PRIORITY": "3", "MESSAGE": [110, 111, 195, 168],
             "SYSLOG_IDENTIFIER": "mail"},
            {"__REALTIME_TIMESTAMP": str((_EIGHT + 250) * 10**6), "PRIORITY": "6", "MESSAGE": "ok",
             "SYSLOG_IDENTIFIER": "mail"},
            {"__REALTIME_TIMESTAMP": str((_EIGHT + 260) * 10**6), "PRIORITY": "6", "MESSAGE": "Started mail.",
             "MESSAGE_ID": "39f53479d3a045ac8e11786248231fbf", "SYSLOG_IDENTIFIER": "systemd"},
        ),
        [("20:04:00", "noè", ""), ("20:04:20", "Started mail.", "")],
        ["below error"],
    ),
    Sample(
        "journald",
        "-- Boot 1 --\n2026-05-12T22:04:00+0200 m1 mail[7]: ERROR no room\n2026-05-12T22:04:01+02:00 m1 mail[7]: INFO x\n",
        [("20:04:00", "ERROR no room", "")],
        ["below error"],
    ),
    Sample(
        "syslog",
        "May 12 20:04:00 m1 kernel: Out of memory: Killed process 7\nMay 12 20:05:00 m1 cron[8]: hourly\n"
        "<131>1 2026-05-12T22:06:00.5+02:00 m1 mail 7 ID [a b=\"c\\]d\"] \ufeffno room\n",
        [("20:04:00", "Out of memory: Killed process 7", ""), ("20:06:00.500000", "no room", "")],
        ["nothing went wrong or changed"],
    ),
    Sample(
        "shell",
        f"ls\n#{_EIGHT}\nkubectl get pods\n#{_EIGHT + 60}\nPGPASSWORD=hunter22 psql -c 'delete from mail'\n",
        [("20:01:00", "`PGPASSWORD=*** psql -c 'delete from mail'`", "")],
        ["no time", "only looks"],
    ),
    Sample(
        "shell",
        f": {_EIGHT}:5;for x in a b; do\\\n  drop $x\\\ndone\n: {_EIGHT + 9}:0;git status\n",
        [("20:00:00", "for x in a b; do\n  drop $x\ndone", "")],
        ["only looks"],
    ),
    Sample(
        "shell",
        f"- cmd: echo a\\nrm b > c\n  when:   {_EIGHT}\n  paths:\n    - c\n- cmd: later\n",
        [("20:00:00", "echo a\nrm b > c", "")],
        ["no time"],
    ),
    Sample(
        "discord",
        _json({"guild": {}, "channel": {"name": "ops"}, "messages": [
            {"id": "1", "type": "GuildMemberJoin", "timestamp": at("20:00:00"), "content": "Joined", "author": {"name": "a"}},
            {"id": "2", "type": "Default", "timestamp": "2026-05-12T22:01:00.5+02:00", "content": "Full **again**",
             "author": {"name": "ada", "nickname": "Ada Lind"}}]}),
        [("20:01:00.500000", "Full **again**", "Ada Lind")],
        ["someone joins"],
    ),
    Sample(
        "teams",
        _json({"value": [
            {"id": "2", "messageType": "message", "createdDateTime": at("20:02:00.12"), "body": {"contentType": "html",
             "content": "<p>One<br>two&nbsp;<b>three</b></p><attachment id=\"c\"></attachment>"},
             "from": {"user": {"displayName": "Ada Lind"}}, "attachments": [{"id": "c",
             "contentType": "application/vnd.microsoft.card.adaptive",
             "content": "{\"body\": [{\"type\": \"TextBlock\", \"text\": \"QueueFull\"}]}"}]},
            {"id": "1", "messageType": "unknownFutureValue", "createdDateTime": at("20:01:00"),
             "body": {"content": "<systemEventMessage/>", "contentType": "html"}, "from": None},
            {"id": "3", "messageType": "message", "createdDateTime": at("20:03:00"), "deletedDateTime": at("20:04:00"),
             "body": {"content": "oops", "contentType": "text"}, "from": {"user": {"displayName": "Bo Ruud"}}}]}),
        [("20:02:00.120000", "One\ntwo **three**\nQueueFull", "Ada Lind")],
        ["a system message", "it was deleted"],
    ),
    Sample(
        "mattermost",
        _lines(
            {"type": "version", "version": 1},
            {"type": "user", "user": {"username": "ada", "first_name": "Ada", "last_name": "Lind"}},
            {"type": "post", "post": {"channel": "ops", "user": "ada", "message": "full", "create_at": _EIGHT * 1000,
             "replies": [{"user": "bo", "message": "looking", "create_at": (_EIGHT + 60) * 1000}]}},
            {"type": "direct_post", "direct_post": {"user": "ada", "message": "psst", "create_at": _EIGHT * 1000 + 1}},
        ),
        [("20:00:00", "full", "Ada Lind"), ("20:01:00", "looking", "bo")],
        ["a private message"],
    ),
    Sample(
        "telegram",
        _json({"name": "ops", "id": 1, "messages": [
            {"id": 1, "type": "service", "date": "2026-05-12T22:00:00", "date_unixtime": str(_EIGHT), "actor": "Ada"},
            {"id": 2, "type": "message", "date": "2026-05-12T22:01:00", "date_unixtime": str(_EIGHT + 60),
             "from": None, "text": ["a ", {"type": "bold", "text": "b"}, {"type": "code", "text": "c"}]}]}),
        [("20:01:00", "a **b**`c`", "Deleted Account")],
        ["a service message"],
    ),
    Sample(
        "zulip",
        _json({"messages": [
            {"id": 1, "timestamp": _EIGHT, "sender_full_name": "Ada Lind", "sender_email": "a@l.example",
             "content": "<p>cause: <code>room</code></p><ul><li>one</li></ul>", "display_recipient": "ops"},
            {"id": 2, "timestamp": _EIGHT + 1, "sender_full_name": "Bot", "sender_email": "b@zulip.com", "content": "x"}]}),
        [("20:00:00", "cause: `room`\n- one", "Ada Lind")],
        ["a notification of Zulip's own"],
    ),
    Sample(
        "sentry",
        _json([
            {"eventID": "2", "dateCreated": at("20:09:00"), "title": "NoRoom"},
            {"eventID": "1", "dateCreated": at("20:04:00"), "title": "NoRoom", "user": {"email": "guest@x.example"}}]),
        [("20:04:00", "NoRoom", "")],
        ["the same again"],
    ),
    Sample(
        "datadog",
        _json({"events": [
            {"id": 2, "date_happened": _EIGHT + 600, "title": "[Re-Triggered] mail", "text": ""},
            {"id": 1, "date_happened": _EIGHT + 240, "title": "[Triggered on {host:m1}] mail", "text": "%%%\n**9** lost\n%%%"}]}),
        [("20:04:00", "**9** lost", "")],
        ["the same alert again"],
        ["detected"],
    ),
    Sample(
        "jsonl",
        _lines(
            {"level": 50, "time": (_EIGHT + 240) * 1000 + 250, "msg": "no room", "card": "4929"},
            {"level": 50, "time": (_EIGHT + 300) * 1000, "msg": "no room"},
            {"level": 30, "time": _EIGHT * 1000, "msg": "fine"},
            {"severity": "ERROR", "time": (_EIGHT + 60) * 10**9 + 1, "fields": {"message": "first"}},
            {"level": "error", "time": "soon", "msg": "lost"},
        ),
        [("20:01:00", "first", ""), ("20:04:00.250000", "no room", "")],
        ["below error", "the same again", "no time"],
    ),
    Sample(
        "jsonl",
        'time="2026-05-12T20:04:00Z" level=error msg="no \\"room\\"" token=abc\nplain\nlevel=info msg=x time=2026-05-12T20:05:00Z\n',
        [("20:04:00", 'no "room"', "")],
        ["below error"],
    ),
    Sample(
        "csv",
        "Time (UTC);Who;What happened;Milestone\n2026-05-12 20:04;;\"Alert: \nfull\";detected\n"
        "12.05.2026 20:06:09;Ada Lind;Looks;acknowledged\n;Bo;Review planned;\n",
        [("20:04:00", "Alert:\nfull", ""), ("20:06:09", "Looks", "Ada Lind"), ("", "Review planned", "Bo")],
        [],
        ["detected", "acknowledged"],
    ),
]  # fmt: skip
