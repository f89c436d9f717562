"""The question that an answer leads to: it reads like English, or the answer is shown unchanged, with "Why?"."""

import pytest

from pmtui.causes.questions import capitalized, question_about
from pmtui.causes.verbs import Tense, form_of, is_gerund, is_participle

_TURNED = """
the token expired on Sunday night -> Why did the token expire on Sunday night?
The lease expired because its renewal had failed -> Why did the lease expire?
The lease expired, so the leader stepped down -> Why did the lease expire?
The lease expired - nobody renews it -> Why did the lease expire?
The lease expired: the renewal job was off -> Why did the lease expire?
nobody had read the mail, which went to an old list -> Why had nobody read the mail?
because the leader had died -> Why had the leader died?
etcd-operator can't compact it since 3.1 shipped -> Why can't etcd-operator compact it since 3.1 shipped?
It has been off since Friday -> Why has it been off since Friday?
no check compares the two files -> Why does no check compare the two files?
No one reads that channel -> Why does no one read that channel?
no runbook for the broker -> Why was there no runbook for the broker?
no backups from March -> Why were there no backups from March?
there's no limit on retries -> Why is there no limit on retries?
We've never tried it -> Why have we never tried it?
RabbitMQ dropped two thirds of its connections -> Why did RabbitMQ drop two thirds of its connections?
eBPF probes were off -> Why were eBPF probes off?
`max_wal_size` was 1 GB -> Why was `max_wal_size` 1 GB?
The rule matched "admin" in every path -> Why did the rule match "admin" in every path?
The banner said "we are back" -> Why did the banner say "we are back"?
PR #88 moved the default from 5 s to 50 s -> Why did PR #88 move the default from 5 s to 50 s?
our ISP sent the traffic through Oslo -> Why did our ISP send the traffic through Oslo?
the broker had two disks -> Why did the broker have two disks?
the broker had lost its quorum -> Why had the broker lost its quorum?
the broker has to reread its log -> Why does the broker have to reread its log?
the vendor does the upgrade at night -> Why does the vendor do the upgrade at night?
the script did nothing -> Why did the script do nothing?
the script does not check its input -> Why does the script not check its input?
the job silently failed -> Why did the job silently fail?
it only looks at the last row -> Why does it only look at the last row?
this page dates from 2019 -> Why does this page date from 2019?
each pod keeps its own copy -> Why does each pod keep its own copy?
restoring takes a night -> Why does restoring take a night?
Nobody noticed the queue was full -> Why did nobody notice the queue was full?
all keys expire at noon -> Why do all keys expire at noon?
we ship on Fridays -> Why do we ship on Fridays?
the guard assumes that the door is shut -> Why does the guard assume that the door is shut?
the probe returns 200 even if the store is down -> Why does the probe return 200 even if the store is down?
rows were skipped and logged -> Why were rows skipped and logged?
the team had moved in May -> Why had the team moved in May?
Only Ines knew the password -> Why did only Ines know the password?
the job scheduled for noon was skipped -> Why was the job scheduled for noon skipped?
the limits were approx. 3 kg each -> Why were the limits approx. 3 kg each?
- the lamp was off -> Why was the lamp off?
the team cannot see it -> Why can't the team see it?
"""

_AS_THEY_ARE = """
a slip in `pg_hba.conf`
Operator error
timeouts without jitter
the index had been dropped and the planner scanned every row
It was night and only two people were awake
the script that runs at night failed
the alert counts failed requests
health checks time out after a second
a change deployed the day before broke the build
copies stored in one rack
letters sent to the old list
rejected writes
the old failed disks
a badly configured proxy
two dropped tables
Daily restarts every morning
Disk was full
The breaker opened and stayed open
The exporter had broken links
the store may have lost a row
the limit should have been lower
After the restart, the cache was cold
If the leader dies, nothing takes over
Unfortunately the copy was empty
forgot to renew it
Deployed the wrong branch
no longer supported
Kafka, our queue, was down
too many pages, so the right one was missed
who owns it isn't clear
it's always worked
v2.14.0 shipped without the fix
"""


@pytest.mark.parametrize("line", _TURNED.strip().split("\n"))
def test_an_answer_is_turned_into_a_question(line: str) -> None:
    answer, question = line.split(" -> ")
    assert question_about(answer) == question
    if not answer.startswith("- "):
        assert question_about(capitalized(answer)) == question  # as the builder keeps it


@pytest.mark.parametrize("answer", _AS_THEY_ARE.strip().split("\n"))
def test_an_answer_that_is_not_clearly_a_sentence_is_shown_unchanged(answer: str) -> None:
    assert question_about(answer) == f"{capitalized(answer)}. Why?"


def test_a_question_as_an_answer_keeps_its_mark() -> None:
    assert question_about("Was it the cache?") == "Was it the cache? Why?"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("the disk", "The disk"), ("iOS 18", "iOS 18"), ("cert-manager", "cert-manager"), ("nginx", "nginx"),
        ("`rm` ran", "`rm` ran"), ("v2.1 was", "v2.1 was"), ("on-call had", "On-call had"), ("we've", "We've"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_capital_never_changes_a_name(typed: str, kept: str) -> None:
    assert capitalized(typed) == kept


@pytest.mark.parametrize(
    ("word", "base", "tense"),
    [
        ("dropped", "drop", Tense.PAST), ("retried", "retry", Tense.PAST), ("chose", "choose", Tense.PAST),
        ("passes", "pass", Tense.PRESENT_WITH_S), ("retries", "retry", Tense.PRESENT_WITH_S),
        ("keep", "keep", Tense.BASE),
        ("set", "set", Tense.PAST), ("panicked", "panic", Tense.PAST), ("cancelled", "cancel", Tense.PAST),
    ],
)  # fmt: skip
def test_the_forms_of_verbs(word: str, base: str, tense: Tense) -> None:
    form = form_of(word)
    assert form is not None
    assert (form.base, form.tense) == (base, tense)


def test_other_forms_and_other_words() -> None:
    assert form_of("had") is None
    assert form_of("disk") is None
    assert is_participle("chosen")
    assert not is_participle("chose")
    assert is_gerund("restoring")
    assert is_gerund("dropping")
    assert not is_gerund("string")
