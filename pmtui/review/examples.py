"""For each rule, what it flags and what to write instead; `pmtui check --explain` shows them. Pure data."""

from typing import NamedTuple


class Example(NamedTuple):
    """An example of a rule.

    Attributes:
        flagged: what the rule flags.
        better: what it doesn't.
    """

    flagged: str
    better: str


EXAMPLES: dict[str, Example] = {
    "C101": Example("Users affected: (blank)", "Users affected: unknown, the access log was rotated."),
    "C102": Example("An action with an owner, but no description.", "Add an alert on queue age, owned by Priya."),
    "C103": Example("Revenue lost: waiting for finance.", "Revenue lost: $4,000, by finance's report of March 12."),
    "C104": Example("Requests failed: unknown.", "Requests failed: unknown, the proxy keeps no counts."),
    "C105": Example("1,200", "1,200 of 8,000 daily active users"),
    "T201": Example("A document in review without any event.", "14:32 Error rate passes 15%"),
    "T202": Example("No event is marked 'started'.", "14:32 Error rate passes 15% (started)"),
    "T203": Example("No event is marked 'resolved'.", "15:10 Error rate is back to 0.1% (resolved)"),
    "T204": Example("No event is marked 'detected'.", "14:36 The alert on logins fires (detected)"),
    "T205": Example("The first event is the first error.", "14:20 Version 5.8 is deployed"),
    "T206": Example("An event in 2062.", "The same event in 2026."),
    "T207": Example("An event whose time is 'afternoon'.", "~14:30 The queue starts to grow"),
    "T210": Example("Two rows '14:32 Rollback'.", "14:32 Rollback in Europe, 14:40 Rollback in Asia"),
    "T211": Example("Two events are marked 'detected'.", "The first alert is marked, the second isn't."),
    "T212": Example("14:40 stands above 14:32.", "14:32, then 14:40."),  # words: ok
    "T213": Example("An event ten days after the resolution.", "The follow-up is an action item, with a due date."),
    "T214": Example("14:32 Alert, then 15:50 Resolved.", "14:45 Restarting changes nothing. 15:20 A disk is full."),
    "T215": Example("A column 'Time (UTC)' with times from Berlin.", "A column 'Time (Europe/Berlin)'."),
    "T216": Example("The date is 2025-03-07, all events are in 2026.", "Both are in 2026."),
    "F301": Example("Duration: 47 min, when the timeline says 62.", "47 min, because the first 15 hit only testers."),
    "F302": Example("Time to detect, when 'detected' comes before 'started'.", "Milestones in their order."),
    "F303": Example("It lasted 47 minutes. (The timeline says 62.)", "It lasted 62 minutes."),
    "F304": Example("It began at 13:20. (The timeline says 14:00.)", "It began at 14:00."),
    "F305": Example("3,000 users were affected. (The answer says 1,200.)", "1,200 users were affected."),
    "F306": Example("60% of requests failed. (The timeline says 40%.)", "40% of requests failed."),
    "F307": Example("It used 20% of the budget. (It used 69%.)", "It used 69% of the error budget."),
    "F308": Example("SLO: three nines", "SLO: 99.9%"),
    "F310": Example("Duration: a while", "Duration: about 40 min"),
    "F311": Example("Budget consumed: 300%, when 100% is the most.", "Budget consumed: 80%, by the monitoring."),
    "F312": Example("It lasted 47 minutes. (The end has moved since.)", "It lasted 58 minutes."),
    "K401": Example("The engineer typed the wrong host.", "Test and production prompts look the same."),
    "K402": Example("A tree in which no cause has a role.", "No check compares the two limits (root cause)."),
    "K403": Example("One answer: the disk was full.", "The disk was full: snapshots are never deleted."),
    "K404": Example("One factor: the limit was too low.", "The limit was too low, and no alert showed it."),
    "K405": Example("Five answers in a row.", "Why it broke, and why nobody was paged."),
    "K406": Example("A root cause without evidence.", "A root cause, with the event at 14:32 and the disk graph."),
    "K407": Example("The chain ends at: the node was restarted at 13:00.", "Any node may restart without draining."),
    "K408": Example("The chain ends at: latency was high.", "Each request opened its own connection."),
    "K409": Example("Why did writes fail? Writes failed.", "Why did writes fail? The disk was full."),
    "K410": Example("A root cause that no section prints.", "What happened mentions it."),
    "A501": Example("Add an alert on queue age", "Add an alert on queue age (owner: Priya)"),
    "A502": Example("Add an alert on queue age", "Add an alert on queue age (due: 2026-03-27)"),
    "A503": Example("An action without a priority.", "The same action with P1."),
    "A504": Example("One action of five has no ticket.", "All five have one."),
    "A505": Example("Monitoring of the queue", "Alert when a message waits for 10 minutes"),
    "A506": Example("Improve alerting (#123)", "Page when a message waits for 10 minutes (#123)"),
    "A507": Example("Remind everyone to check the host name", "Color the prompt of production hosts red"),
    "A508": Example("Only: restore the 12 lost files.", "Also: refuse to delete a folder that is mounted."),
    "A509": Example("Six actions, all P1.", "One P0, two P1, three P2."),
    "A510": Example("A root cause that no action links to.", "An action that addresses it, or a declined one."),
    "A512": Example("Second region: declined.", "Second region: declined, it costs more than the outages."),
    "A513": Example("Open, due on March 27, and it's April.", "Done on March 26, or due on April 10."),
    "A514": Example("Owner: Priya and Tom", "Owner: Priya"),
    "A515": Example("Alerting", "Alert on queue age"),
    "A516": Example("74% of the budget used, and no P0.", "P0: limit retries to three."),
    "A517": Example("An incident in March with an action due in February.", "Due in April."),
    "A518": Example("'Add a limit' twice.", "'Add a limit to retries' and 'Add a limit to uploads'."),
    "A519": Example("P0, due in ten weeks.", "P0, due in ten days."),
    "A520": Example("Actions completed: yes, with two of them open.", "Actions completed: no, two are left."),
    "A521": Example("An action with neither date nor time frame.", "The same, due in two weeks."),
    "L601": Example("We should have tested the rollback.", "The rollback had never been tested."),
    "L602": Example("The deploy was careless.", "The deploy skipped the canary: its queue was an hour long."),
    "L603": Example("Human error caused the outage.", "The command is the same for test and production."),
    "L604": Example("The vendor broke it AGAIN!!", "It was the vendor's third outage this year."),
    "L605": Example("Obviously, the disk was full.", "The disk was full, as a graph showed that no one had open."),
    "L606": Example("Tom deleted the table.", "The cleanup command deleted the table: it takes any name."),
    "S701": Example("Reviewers: (blank)", "Reviewers: Ines Duarte, who wasn't on call"),
    "S702": Example("Author and reviewer: Dana Wu", "Author: Dana Wu; reviewer: Ines Duarte"),
    "S703": Example("Still a draft three weeks after the incident.", "Final within the deadline of five days."),
    "S704": Example("Final; approval: pending", "Final; approval: approved"),
    "S705": Example("A follow-up review without a date.", "Follow-up review on April 6."),
    "S706": Example("A final document without a dated signature.", "Signed by Dana Wu on 2026-03-12."),
    "S707": Example("The summary was edited after sign-off.", "A revision says what was edited, and when."),
    "S708": Example("Published on March 10, edited on March 11.", "A revision of March 11 says what was edited."),
    "S709": Example("An answer that an agent set, in a final document.", "The same answer, confirmed by a person."),
}
