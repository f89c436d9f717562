"""The audit log of Google Cloud."""

import re
from collections.abc import Iterator
from typing import Any

from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import first_of, items_of, nested_value, text_at
from pmtui.sources.words import plain

_READS = re.compile(
    r"(?:batch|aggregated)?(?:get|list|watch|search|lookup|query|describe)(?=[A-Z_]|$)|test_?iam_?permissions"
)
_READS_ANY = re.compile(r"(?i)(?:batch|aggregated)?(?:get|list|watch)$|testIamPermissions$")
_GOOGLES = re.compile(
    r"service-\d+@|@(?:cloudservices|system|container-engine-robot)\.|@[\w-]*gcp-sa-|@google\.com$", re.IGNORECASE
)


def _read(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    for item in items_of(value, "entries"):
        payload = item.get("protoPayload")
        method, resource = text_at(payload, "methodName"), text_at(payload, "resourceName")
        text = " ".join(filter(None, (plain(method), plain("/".join(resource.split("/")[-3:])))))
        failed = nested_value(payload, "status.code")
        if failed:
            text += f": {plain(text_at(payload, 'status.message') or f'status {failed}')}"
        principal = text_at(payload, "authenticationInfo.principalEmail")
        operation = text_at(item, "operation.id")
        is_last = nested_value(item, "operation.last") is True and nested_value(item, "operation.first") is not True
        identity = f"operation {operation}" if operation and not (is_last and failed) else text_at(item, "insertId")
        yield reading.event(
            text_at(item, "timestamp"), text, "" if principal == "system@google.com" else principal, id=identity,
            noise=_why_noise(item, method, principal),
        )  # fmt: skip


def _why_noise(item: dict[str, Any], method: str, principal: str) -> str:
    verb = method.rpartition(".")[2]
    if "data_access" in text_at(item, "logName") or _READS_ANY.match(verb) or _READS.match(verb[:1].lower() + verb[1:]):
        return "only reads"
    if principal.startswith("system:"):
        return "the cluster itself"
    if principal != "system@google.com" and _GOOGLES.search(principal):
        return "Google itself"
    return ""


SOURCES = (JsonSource("gcp_audit", lambda value: "protoPayload" in first_of(value, "entries"), _read),)
