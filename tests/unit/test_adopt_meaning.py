"""What a label or heading of an organization's template means: its field, or none that pmtui has."""

import re

from pmtui.template.adopt.meaning import list_of, row_columns
from pmtui.template.adopt.model import Form, Found, Place
from pmtui.template.adopt.proposals import propose

FORMS = {"L": Form.LABEL, "H": Form.PROSE, "I": Form.ITEMS}

KINDS = """
incident.id | L |  | Event number; Incident key (PagerDuty); Occurrence no.; Case ID
custom | L |  | File ref.; Problem record; Circulated on; Incident category; Event class; Information
    classification; Document classification; Security classification; Confidentiality; Protective marking; Incident
    type; Type of event; Cost centre; Business unit
incident.id | L | Document control | Document ID
incident.title | L |  | Outage name; Event title; One-liner; Name of the event
incident.date | L |  | Date of the event; Occurrence date; Date/time of occurrence
document.published | L |  | Date issued; Issue date; Date of publication
document.last_updated | L |  | Last revised; Updated at; Latest revision date
document.version | L |  | Edition; Rev.
document.status | L |  | Doc state; Report stage; Status of this review
incident.severity | L |  | SEV; Sev rating; Severity class; Major incident priority; How bad was it? (1-5)
incident.tags | L |  | Tags (comma separated); Keywords
incident.timezone | L |  | Time zone of this document; All times in
document.authors | L |  | Prepared by; Who wrote this?; Author of this report; Post-incident review owner; Report
    compiled by; PIR owner
document.reviewers | L |  | Who should review this?
review.reviewed_by | L |  | Reviewed by
document.distribution | L |  | Circulation; Readership
summary | H |  | Abstract; In a nutshell; Summary of the occurrence; Executive brief; What happened, in plain
    words?; Management overview
custom | H |  | Factual narrative; Operational impact; History of the flight; Active failure; Failure
    mode; Organizational cause; Closing the incident out
figures.started | L | Key times | Onset; Onset of symptoms; Outage began; First customer impact; When did it begin?;
    Commencement
figures.started | L |  | Start of disruption; Start of event (UTC); Fault occurred; When did the problem start?
figures.ended | L | Key times | Outage over; When was service back?; Normal service resumed; End of disruption;
    Service back to normal
figures.ended | L |  | Restoral time; When did it end?
figures.detected | L | Key times | First noticed; When did we find out?; We noticed; Alarm raised; First page; Time
    of discovery
custom | L | Key times | Incident declared
figures.acknowledged | L | Key times | Human acknowledges; Someone picked up the page; Page acknowledged
figures.detected | L | Key times | First alert or report; First alarm / first call; Team alerted; Came to our attention
figures.acknowledged | L | Key times | Someone started working on it; Investigation began; First responder joined; Start
    of the response; An engineer was looking at it
figures.ended | L | Key times | Users could use the service again; Customers could log in again; Usable again
communication.customer_email | L | Key times | Customers were informed
impact.services | L |  | Business service; IT services; System in question; Application concerned; Digital service
impact.users_experience | H |  | Effects on customers and employees; What you might have noticed; How this affected
    you; What our users will have seen
causes.what_happened | H |  | What is the fault?; What was the problem?
causes.not_caught | H |  | Why was the error not found before production?; How did this get through review?; Why did
    our tests miss it?
custom | L | Communication | Board: Time
references.fix_commit | L | References | Fix; Fixed in
document.authors | L |  | Opened by; Recorded by
impact.data_loss | H |  | What was lost; Was anything lost?; What data did we lose?; Lost records
follow_up.recurred | L | Effectiveness check | Did the fault occur again?; Has the same error come back since?
actions.*.description | I |  | What we should change; What do we need to fix now?
figures.identified | L | Key times | Cause understood; Cause known; Diagnosis made; When was the cause found?
figures.mitigated | L | Key times | Bleeding stopped; Impact contained; When was it mitigated?; Workaround in place
figures.duration | L |  | How long were customers affected?; Duration of the disruption; Outage minutes; Minutes of
    downtime; Total time down; Length of the interruption
figures.time_to_detect | L |  | MTTD; How long until we noticed?; Minutes to detection; Detection lag
figures.time_to_acknowledge | L |  | MTTA; Minutes until acknowledged; How long until someone responded?
figures.time_to_identify | L |  | Time to diagnose; Minutes to diagnosis
figures.time_to_mitigate | L |  | TTM; Minutes to mitigation; How long until it was mitigated?
figures.time_to_resolve | L |  | MTTR (mean time to restore); Time to restore service; Minutes to recovery; How long
    did it take to fix?
custom | L | Resolution | Duration of the restore job
figures.users_affected | L | Impact | Subscribers affected; Passengers affected; Number of players impacted; How
    many tenants were hit?; Merchants impacted (count); Affected accounts
custom | L | Impact | Patients involved; Configuration items (CI); Environments affected; Personal data breach?; Was
    personal data exposed?; Data at risk; GDPR notification needed?; Refunds issued; Contractual targets missed;
    Engineers involved (number); Injuries; Aircraft damage; Equipment damage; Production loss (tonnes)
figures.users_share | L | Impact | Share of users affected; % of customers; Percentage of subscribers affected; What
    fraction of users was affected?
impact.regions | L | Impact | Sites affected; Countries affected; Which markets?; Geographies; Where were affected
    customers?
impact.services | L | Impact | Products affected; Applications hit; Which services were down?; Affected CIs;
    Platforms impacted
impact.data_loss | L | Impact | Was any customer data lost?; Data corrupted or lost; Integrity of data; Did we lose
    data?
impact.data_loss | H | Impact | Damage to data
figures.revenue | L | Impact | Money lost; Financial damage; Lost sales; Estimated loss; How much did it cost us?
figures.sla_credit | L | Impact | Service credits owed; SLA credits
figures.sla_breach | L | Impact | Did we breach an SLA?; SLA missed?
figures.budget_consumed | L | Impact | Error budget used; Budget burnt; How much error budget did it burn?
figures.budget_remaining | L | Impact | Budget left
impact.support_tickets | L | Impact | Tickets from customers; Support conversations; Calls to the helpdesk; How many
    tickets were raised?; Service desk contacts
impact.complaints | L | Impact | Number of complaints received; Customer complaints
impact.reputation | L | Impact | Bad press; Press and social media; Damage to our reputation
figures.failed_requests | L | Impact | Failed transactions; Requests lost; Number of 5xx responses
impact.error_rate.peak | L | Impact | Max error rate; Errors at peak (%)
impact.latency.peak | L | Impact | Slowest response time; p99 latency at its worst
impact.engineers_paged | L | Impact | How many people were paged?
figures.engineering_time | L | Impact | Hours spent by engineers; Staff effort; Total person-hours
impact.users_experience | H |  | Effect on customers; What did customers experience?; How did it look to players?;
    User-visible symptoms; Consequences for our clients
impact.user_facing | H |  | Consequences; Effect on the business; Damage
impact.could_not | I | Impact | What users couldn't do; Broken features; Functions that failed; Which features were
    unavailable?
impact.still_worked | I | Impact | Not impacted; What continued to work
causes.lead_up | H | Causes | Prelude
causes.immediate | H | Analysis | Proximate
causes.root | H | Analysis | Systemic; Underlying weakness
causes.lead_up | H |  | Background to the event; Situation before the failure; Run-up; Conditions before the outage;
    Technical background
causes.trigger | H |  | What kicked it off?; Initiating event; The spark; Which change caused it?; What set off the
    failure?
causes.immediate | H |  | Direct cause; Immediate technical cause
causes.what_happened | H |  | Mechanism of failure; How it broke; What went wrong technically?; Fault description
causes.why_happened | H |  | Why did this happen?; How could it reach production?
causes.root | H |  | RCA; Underlying causes; Cause of the outage; The deeper reason; Probable cause
causes.contributing.*.factor | I |  | Contributory causes; Factors that played a part; What else contributed?;
    Latent conditions; Human factors; Aggravating circumstances
causes.not_caught | H |  | Why our tests let it through; Why it slipped past review; Why QA missed it; Why wasn't
    this found in staging?
causes.slow_recovery | H |  | Why the recovery dragged on; What delayed the fix?
causes.slow_recovery | I |  | Things that slowed us down; Obstacles during recovery
causes.late_detection | H |  | Why did nobody notice?; Why did detection take so long?
causes.late_detection | I |  | Reasons for late detection; Blind spots in monitoring
detection.description | H |  | Detection and warning; How it came to light; How did we hear about it?; Discovery of
    the event
detection.description | L |  | How found; Means of detection
detection.source | L | Detection | Who spotted it?; Detected by (alert, customer, staff)
custom | L | Detection | Which alert fired?
detection.effectiveness | L | Detection | Was the alert useful?; Alert quality
detection.could_improve | I | Detection | How might we spot it earlier?; What would have caught it faster?
causes.late_detection | I | Detection | Gaps in alerting
response.steps | H |  | What we did about it; Countermeasures taken; Containment and eradication; Emergency
    response; How the team responded; Handling of the incident
response.steps | I |  | Immediate measures taken; Interventions; Attempts to fix it
lessons.went_well | I | Response | What helped us
response.went_poorly | I | Response | What hindered us
response.held_up | I |  | Defences that held; Barriers that worked; Safeguards that held
response.prevention_gaps | I |  | Barriers that failed; Missing or failed defences; Controls that were missing; Gaps
    in our safeguards
response.responders.*.name | L | Response | Responding engineers; Who worked on it?; Staff involved
review.attendees | L | Response | Everyone who took part
resolution.fix | H |  | How did we get back up?; Restoration of service; What stopped the bleeding?; Remedy; Repair;
    Temporary and permanent fix
resolution.verification | H |  | How was the fix checked?; Proof of recovery; How do we know it is over?; Evidence
    that it is fixed
resolution.verification | L |  | Fix confirmed how?
resolution.alternative | H |  | Options considered
resolution.rationale | I |  | Decisions and why; Key decisions
lessons.went_well | I |  | Things that helped; Successes; Good catches; What we did right; Highlights
lessons.went_wrong | I |  | Things that hurt; Lowlights; What we got wrong; Failures; Shortcomings; Frustrations
lessons.lucky | I |  | Lucky breaks; Where fortune helped
custom | I |  | Bright spots; Key messages
lessons.could_improve | I |  | What we can do better; Points to improve; Even better if
lessons.surprises | I |  | Surprises for us; What nobody expected; What confused us
lessons.knowledge_gaps | I |  | What did we not know?; Missing know-how
lessons.learned | I |  | What we take away; Insights; What did this teach us?
lessons.do_differently | I |  | Next time we will; What to change next time
lessons.process_changes | I |  | Changes to our procedures; Runbooks to update
communication.channel | L | Communication | War room link; Chat room; Bridge call; Incident Slack channel
communication.stakeholders | L | Communication | Internal parties informed; Management informed
communication.status_page | L | Communication | Was the status page used?; Posted to statuspage
communication.customer_email | L | Communication | Did we mail customers?; Customers informed by e-mail
communication.social_media | L | Communication | Tweets
communication.public_postmortem | L | Communication | Public RCA published?
communication.status_page_text | H | Communication | Wording of the public notice
communication.customer_email_text | H | Communication | Draft e-mail to customers
custom | L | Communication | Press statement
references.related_incidents | I |  | Related Reviews; Similar events in the past; Earlier occurrences
references.related_incidents | L |  | Has this happened before?; Repeat of; Recurring incident?
references.logs | L | Evidence | Logs preserved; Log files
references.metrics | L | Evidence | Metrics preserved; Monitoring screenshots; Graphs
references.dashboards | L | Links | Grafana board
references.ticket | L | Links | Jira; Tracking ticket
references.alerts | L | Links | PagerDuty alert
references.deployment | L | Links | Release that introduced it; Change ticket; CHG number; Merge request
references.problematic_commit | L | Links | Offending commit; Bad change (SHA)
references.fix_commit | L | Links | Commit with the fix
references.rollback_commit | L | Links | Reverted in
references.runbooks | L | Links | Playbook followed; Runbooks consulted
references.documents | L | Links | Other material; Attachments
references.external | L | Links | Vendor advisory
references.configuration_changes | L | Links | Config changes
appendix.architecture | H | Appendix | How the system is built; System diagram
review.date | L | Retro | When
review.date | L | Post-incident review | When was it held?
review.date | L | Review meeting | Date
review.attendees | L | Retro | Who came; Attendees
review.attendees | L | Review meeting | Attendance; Present
review.recording | L | Review meeting | Recording
review.recording | L | Retro | Video of the meeting
review.notes | L | Review meeting | Minutes; Comments by the board
review.notes | L | Retro | Notes
review.approval | L | Review meeting | Outcome of the review
custom | L | Review meeting | Facilitator
custom | L | Retro | Chair
review.date | L |  | Date of the retrospective; Postmortem meeting on
figures.follow_up_date | L |  | Next check-in
figures.deadline | L |  | Postmortem deadline
follow_up.recurred | L | 30-day follow-up review | Did it happen again?
follow_up.measures_effective | L | 30-day follow-up review | Were the fixes effective?
follow_up.actions_completed | L | 30-day follow-up review | All actions closed?
follow_up.measures_effective | L | Effectiveness check (90 days) | Measures effective?
actions.immediate.*.description | I | Measures | Immediate
actions.short.*.description | I | Measures | Medium term
actions.long.*.description | I | Measures | Long term
actions.*.description | I | CAPA | Corrective
actions.prevent.*.description | I | CAPA | Preventive
actions.detect.*.description | I | Action items | Detection
actions.respond.*.description | I | Action items | Mitigation
actions.immediate.*.description | I | Action items | Quick wins
actions.*.description | I | Next steps | Later
actions.*.description | I |  | Safety recommendations; Repair items; Commitments; To-do; Tasks arising; Improvement
    plan
actions.prevent.*.description | I |  | Corrective and preventive actions; Preventing recurrence
actions.*.owner | L | Action items | Assignee
actions.*.due | L | Action items | By when; ETA
actions.*.tracker | L | Action items | Jira
actions.*.owner | L | Measures | Responsible
actions.*.due | L | Measures | Target date
lessons.went_well | I | Retrospective | What worked?; What went OK; What went to plan; Well; Went smoothly; What saved
    us
lessons.went_wrong | I | Retrospective | What didn't?; What did not?; Not so well; What sucked; What fell short
impact.still_worked | I | Impact | What worked
summary | H |  | Summary for users; Public summary; Plain-language summary; What was wrong; The story in short
custom | L | Impact | Dashboards; Alerting; Logs; Deployments; Metrics
impact.services | L | Impact | Datasets and pipelines affected; Equipment affected; Which clusters were affected?;
    Hosts affected
figures.duration | L | Consequences | Line stopped for (min); Out of service for; Minutes lost; Lasted
incident.date | L | Basics | Date and shift; Day and shift; Date & place
figures.started | L | Event information | Downtime began; Start of downtime; Occurred; Stopped at; Went down
figures.ended | L | Event information | Downtime ended; Normal operation resumed; Back in operation; Running again
figures.users_affected | L | Impact | Players unable to log in; Users offline
causes.contributing.*.factor | I |  | Several things made it worse; What made things worse?; Other causes
causes.contributing.*.factor | L | Five whys | Other factors that contributed; Further factors
detection.description | H |  | How it was found; How was it found?; How it was caught
detection.could_improve | L | Detection | Which test would have found it sooner?; Which alert would have caught it?;
    How could the time to detection be cut in half?; How can detection time be reduced?; What alert would have helped?
impact.data_loss | L | Impact | Was any data permanently lost?; Any data lost or exposed?
incident.id | L |  | Report number; Review ID; Ref. no.; Reference no.; Report #
custom | L | Vendor case | Vendor; Case number; Case ID; Ticket
custom | H |  | What users need to do; Action required by users
response.steps | I | Containment, eradication, recovery | Containment actions; Eradication actions; Recovery steps
response.steps | H |  | Safety actions already taken; Containment and recovery
lessons.knowledge_gaps | I |  | What we still don't know
actions.*.description | I |  | What's next?; What we'll do; What's different now; What we changed; What happens next;
    Changes; Countermeasures; Actionables; Our plan; What do we do next?
causes.what_happened | H | Causes | Technical cause; Mechanism; What broke
causes.slow_recovery | H |  | Why it took us so long; Why the repair took long; Why 52 minutes?; What took so long?
causes.lead_up | H |  | What we were doing; What was going on; How did we get here?; What led to it; The day before
lessons.learned | H |  | Experience to share; Experience gained
impact.user_facing | H |  | What was affected
impact.users_experience | H |  | What did our users notice?; What did customers notice?
custom | L | Communication | Press
custom | L |  | How was the underlying cause diagnosed?; How did you reach the
    point where you knew how to mitigate the impact?
custom | H | Contributing factors | Team and communication
custom | L | Acceptance | Name; Role; Date
custom | L | Analysis | Did you have a backlog item that would have prevented it?
incident.id | L |  | Reference; Case; Our reference
references.ticket | L |  | Linear; Shortcut; Task
figures.duration | L |  | Total outage
custom | L | Consequences | For households; On operators
timeline.*.event | H |  | Sequence of occurrences; Chronicle; What happened when; Order of events; Minute by minute
causes.slow_recovery | H |  | Why did it take so long?; Why wasn't it fixed sooner?; What delayed us?; What got in
    our way?
lessons.went_wrong | H |  | What didn't; And what didn't?; What fell short; The less good parts; Where did we
    struggle?
lessons.went_well | H | Lessons | What worked?; What helped us?; What are we proud of?; Good points; Keep doing
summary | H |  | The short version; Bottom line; In plain English; For people in a hurry; The 30-second version
causes.what_happened | H |  | The long version; How it unfolded; What exactly happened?; Course of events
resolution.fix | H |  | What brought the service back?; How was it put right?; What made it go away?
resolution.verification | H |  | How did we verify that everything works?; How do we know it is over?
impact.user_facing | H |  | What it meant for our customers; Effect on care; Who felt it?
custom | L |  | Root cause category; Type of cause; Resolution code; Failure classification
document.status | L |  | RCA status; COE status; State of this document
document.authors | L |  | RCA owner; Written up by; PIR author
incident.date | L |  | When; When was it?; Date of the outage
figures.started | L | Timestamps | Broke; When did it go down?; Date and time downtime began; First errors seen at
figures.detected | L | Timestamps | Somebody noticed; First report; Alarm at
figures.identified | L | Timestamps | Somebody knew why; Root cause found; We understood why
figures.mitigated | L | Timestamps | Stopped hurting; Under control; Stable again
figures.ended | L | Timestamps | Back online; All good again; Fixed at; End of downtime
figures.time_to_detect | L |  | Time between start and first alert; Minutes from start to detection
figures.time_to_resolve | L |  | Time from alert to fix; From detection to resolution
review.attendees | L |  | People in the room; Present at the review
references.alerts | L | Detection | Alarm that fired; Alerts that went off; Link to the alert
references.fix_commit | L | Links | PR that corrected it; Hotfix; Link to the fix
references.problematic_commit | L | Links | Offending PR; Change that broke it; Bad deploy
actions.*.description | I |  | What we'll do; What's next?; How do we stop it from happening again?; The plan;
    Homework
resolution.rationale | I |  | What we decided not to do, and why
"""
"""A field, how its places are written (label, heading, items), the heading above, and what they're called."""


def place(form: str, above: str, label: str, words: str = "") -> Place:
    """Return what a place may become."""
    headings = (*([above] if above else []), *([label] if form != "L" else []))
    return propose(Found(0, 0, 1, FORMS[form], headings, label=label, words=words), "", is_template=True)


def meaning(form: str, above: str, label: str, words: str = "") -> str:
    """Return the field of a place; 'custom' or 'text' for none."""
    proposal = place(form, above, label, words).proposal
    return proposal.name if proposal.kind == "field" else proposal.kind


def test_what_teams_call_a_field_means_it() -> None:
    wrong = []
    for row in re.split(r"\n(?!    )", KINDS.strip()):
        field, form, above, labels = (" ".join(part.split()) for part in row.split("|"))
        wrong += [
            f"{above}: {label}: {found}, not {field}"
            for label in labels.split("; ")
            if (found := meaning(form, above, label)) != field
        ]
    assert wrong == []


def test_a_field_is_not_taken_for_another_kind_of_answer() -> None:
    for form, above, label, words, field in (
        ("L", "Impact", "What", "what couldn't they do?", "impact.could_not"),
        ("L", "", "Classification", "OFFICIAL", "custom"),
        ("L", "", "Classification", "Sev1 / Sev2 / Sev3", "incident.severity"),
        ("L", "", "Event class", "Accident / Serious incident / Minor incident", "incident.severity"),
        ("L", "", "Severity", "SEV1 | SEV2", "incident.severity"),
        ("L", "Resolution", "Validated by", "", "custom"),
        ("L", "Resolution", "How was it validated?", "", "resolution.verification"),
        ("L", "Summary", "Scribe", "Firstname Lastname", "custom"),
        ("L", "Root cause", "Root cause", "yes / no", "custom"),
        ("L", "", "Data loss", "yes / no", "impact.data_loss"),
        ("L", "", "Postmortem owner", "@name", "document.authors"),
        ("L", "", "Description", "", "summary"),
        ("L", "Scope and impact", "Consumers affected", "list", "custom"),
        ("L", "Impact", "Customers affected", "which ones?", "custom"),
        ("L", "Impact", "Customers affected", "number", "figures.users_affected"),
    ):
        assert meaning(form, above, label, words).partition(" ")[0] == field, (above, label, words)


def test_columns_mean_the_fields_of_the_list_below_the_heading() -> None:
    for heading, heads, expected in (
        ("Measures", ("Measure", "Owner", "Target date"), "description owner due"),
        ("Recommendations", ("No.", "Recommendation", "Addressee", "State"), "number description owner status"),
        ("Timeline", ("Clock", "What happened", "Evidence"), "time event source"),
        ("Timeline", ("Date", "Time", "Event", "Who"), "at time event source"),
        ("Timeline", ("Time", "What was observed", "What was done", "Recorded by"), "time event action source"),
        (
            "Remediation",
            ("Action", "Risk reduced", "Owner", "Measure of success"),
            "description addresses owner details",
        ),
        ("Staff involved", ("Name", "Role"), "name role"),
        ("Timeline", ("Time", "Event", "Done by"), "time event source"),
        ("Timeline", ("Time", "Event", "Source", "By"), "time event source "),
        ("Measures", ("Measure", "By", "Deadline"), "description owner due"),
        ("Measures", ("Measure", "Owner", "By"), "description owner due"),
        ("Actions", ("Action", "Corrective/Preventive", "Owner"), "description goal owner"),
        ("Actions", ("Action", "Prevents / detects / mitigates", "Owner"), "description goal owner"),
        ("Actions", ("Action", "Owner", "Completed on"), "description owner "),
        ("Actions", ("S. no.", "Action", "Change no."), "number description tracker"),
        ("Actions", ("Action no.", "What", "Jira #", "Who"), "number description tracker owner"),
    ):
        list_ = list_of(heads, (heading,))
        assert list_ is not None, heading
        assert " ".join(path.rpartition(".*.")[2] for path in row_columns(list_, heads)) == expected


def test_an_answer_of_another_kind_denies_a_field() -> None:
    for label, answer, field in (
        ("Recovery time", "8 days, 4 hours", "custom"),
        ("Recovery time", "2026-01-12 08:00", "figures.ended"),
        ("Wrong data from / to", "2025-12-29 – 2026-01-12", "custom"),
        ("Duration", "52 minutes", "figures.duration"),
    ):
        found = Found(0, len(answer), 1, Form.LABEL, (), label=label, words=answer, is_sample=True)
        proposal = propose(found, answer, is_template=False).proposal
        assert (proposal.name if proposal.kind == "field" else proposal.kind) == field, label
