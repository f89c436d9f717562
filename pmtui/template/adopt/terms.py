"""The words that teams use in postmortems for what pmtui has a field for, by the part of the document."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """Phrases that mean a field.

    Attributes:
        field: its path.
        phrases: what teams call it.
        contexts: the parts of a document in which they mean it; empty for all.
    """

    field: str
    phrases: tuple[str, ...]
    contexts: frozenset[str] = frozenset()


def _terms(table: str) -> tuple[Term, ...]:
    """Read a table of terms: a field, its contexts, and its phrases; a line with an indent continues the one above."""
    found: list[Term] = []
    for entry in re.split(r"\n(?!    )", table.strip()):
        field, contexts, phrases = (part.strip() for part in entry.split("|"))
        found.append(Term(field, tuple(re.split(r";\s+", phrases)), frozenset(contexts.split())))
    return tuple(found)


TERMS = _terms("""
incident.title | | title; incident title; incident name; name of incident; incident; brief description;
    short description; brief title; descriptive title; short title; issue title; one line description; headline;
    subject; postmortem title; case title; report title; review title; title of report
incident.id | | incident id; incident number; incident no; incident #; id; inc number; incident identifier;
    incident key; incident reference; case number; reference number; postmortem id; inc id; incident slug;
    incident ref; incident record; report reference; mir reference; mir number; major incident number; record number;
    ticket and incident number; ref number; ref no; reference no; record id; review id; report id; report #;
    review number; event number; event id
incident.date | | date; incident date; date of incident; date of outage; outage date; day; event date; occurred on;
    date occurred; when it happened; date of event; incident day; date and time; date time of incident; date incident;
    date of occurrence; date and shift; date and place; day and shift; date and location; date place; date location
incident.timezone | | timezone; time zone; tz
incident.severity | | severity; sev; severity level; incident severity; incident level; sev level; priority;
    incident priority; criticality; impact level; urgency; severity rating; priority level;
    severity classification; level
incident.tags | | tag; label; keyword; category tag; incident tag
document.status | | status; document status; postmortem status; report status; state; review status; doc status;
    pm status
document.authors | | author; postmortem author; written by; created by; prepared by; document author; opened by;
    recorded by; filed by; document owner;
    postmortem owner; report author; writer; owner; postmortem lead; incident owner; report owner; completed by;
    report by; facilitator author; drafted by; compiled by; pm owner; postmortem writer; reporter author
document.reviewers | | reviewer; peer reviewer; document reviewer
review.reviewed_by | | reviewed by; review by; reviewed
document.version | | version; document version; revision; doc version
document.last_updated | | last updated; updated; last modified; last update; updated on; date updated; last edited;
    modified; last revised
document.published | | published; publication date; date published; published on; publish date; publication;
    date of publication; date of report; report date; postmortem date; date of postmortem; date written;
    document date
document.distribution | | distribution; distribution list; audience; cc; shared with; recipient
summary | | summary; executive summary; incident summary; overview; incident overview; abstract; tldr; tl dr; tl; dr;
    description; incident description; high level summary; brief summary; what happened; synopsis; brief overview;
    short summary; issue summary; event summary; in brief; at a glance; description of incident; summary of incident;
    incident details; outage summary; management summary; problem statement; problem description; problem summary;
    postmortem summary; brief; description of event; executive overview; incident synopsis; in short; story;
    overview of incident; what happened short; what broke; what happened in short; short version;
    what went wrong in short; story in short; what was wrong; summary for user; summary for customer; public summary;
    summary for executive; lay summary; plain language summary; summary for leadership; non technical summary
causes.what_happened | causes | what happened; what broke; what failed; what went wrong; technical detail; technical
    description; technical explanation; technical summary; technical analysis; primary cause; technical root cause;
    fault; failure; description; technical overview; failure description; fault description
causes.what_happened | | technical detail; technical explanation; technical analysis; technical description;
    technical summary; deep dive; technical deep dive; technical root cause analysis; fault; primary cause
causes.why_happened | | why it happened; how did it happen; why did it happen; why did this happen;
    introduction of fault; how fault was introduced; why it occurred; how did this happen; why; how cause introduced
causes.immediate | | immediate cause; direct cause; proximate cause; proximal cause; why it broke directly
causes.trigger | | trigger; triggering event; trigger event; incident trigger; what triggered incident; triggered by;
    initiating event; precipitating event; what set it off; triggering change; what triggered it;
    what triggered this incident
causes.lead_up | | lead up; leadup; background; lead up to incident; context; background and context;
    background information; prior events; event leading up; preceding event; what led up to incident;
    leading up to incident; history; what led up to it; event leading to incident; pre incident context; precondition
causes.root | | root cause; root cause analysis; underlying cause; rca; root cause identification; main cause;
    actual cause; cause; root cause description; cause of incident; root cause summary; incident cause;
    cause analysis; root cause statement; systemic cause; identified root cause; fundamental cause; cause of problem;
    cause of outage
causes.contributing.*.factor | | contributing factor; contributing cause; contributory factor; factor;
    secondary cause; other factor; contributor; contributing condition; causal factor; aggravating factor;
    additional factor; contributor and enabler; enabling condition; latent condition; what contributed;
    contributing factor and root cause; root cause and contributing factor
causes.whys.*.answer | | 5 why; five why; why analysis; 5 why analysis; five why analysis; the 5 why;
    five whys root cause; five why root cause analysis; root cause identification five why
causes.not_caught | | why wasn't caught; why wasn't caught earlier; why was not caught; why did test not catch;
    why was not detected earlier; why was this not caught; why wasnt caught earlier; why not caught;
    prevention gap analysis; why didn't test catch this; why this wasn't caught earlier; why didn't test catch it;
    why didn't our test catch it; why did test miss it
causes.late_detection | | why detection delayed; detection delay; why detection was late; detection gap;
    monitoring gap; alerting gap; gap in monitoring; gap in detection; observability gap;
    why didn't monitoring catch it sooner; why didn't monitoring catch it; why did it take so long to detect;
    why didn't we notice sooner; why detected late
causes.slow_recovery | | slowed recovery; what slowed recovery; why recovery took so long; what slowed us down;
    recovery delay; why did recovery take so long; what slowed response; obstacle; blocker; complication;
    what made response harder; difficulty
impact.user_facing | | impact; incident impact; user facing impact; customer facing impact; impact description;
    impact summary; description of impact; impact statement; impact analysis; impact assessment; impact detail;
    external impact; overall impact; business impact; impact on business; scope of impact; service impact;
    blast radius; scope; impact scope; what was impact; impact overview; effect; extent of impact; what broke
impact.users_experience | | user impact; customer impact; impact on user; impact on customer; customer experience;
    user experience; what user noticed; symptom; what user saw; client impact; end user impact; customer symptom;
    user symptom; what did user see; impact to customer; impact to user; customer effect; how were user affected;
    how were customer affected; what did customer see; what customer experienced; observed symptom;
    user visible impact
impact.regions | | region; region affected; affected region; geographic impact; geography; location;
    location affected; geographic scope; affected location; site affected; datacenter; data center; zone affected;
    availability zone; impacted region
figures.users_affected | | user affected; customer affected; affected user; affected customer;
    number of user affected; number of affected user; number of affected customer; number of customer affected;
    total user affected; impacted user; user impacted; customer impacted; impacted customer; number of user;
    number of customer; affected user count; percentage of user affected; percent of user affected; tenant affected;
    account affected; customer count; user count; client affected; how many user were affected;
    how many customer were affected; merchant affected; number of impacted user; number of impacted customer;
    customer impacted count; user affected estimated; affected account; affected client
figures.users_share | | percentage of user; percent of user; user affected percent; share of user;
    user affected percentage; percentage of customer; percentage of customer affected
impact.could_not | | what failed; what could user not do; affected functionality; affected feature;
    functionality affected; feature affected; what was broken; broken functionality; impacted functionality;
    impacted feature; what didn't work for user
impact.still_worked | impact | what worked; worked
impact.still_worked | | still worked; unaffected functionality; what still worked; what kept working;
    what was not affected; unaffected; unaffected service; not affected; what user could still do;
    what customer could still do; what still worked for user; what was unaffected
impact.services | | business service; it service; service concerned; system concerned; service in question;
    technical service; digital service; public service; service and system; procedure or service; service or product;
    service hit; product hit; system hit; service down; service degraded;
    service affected; affected service; service; impacted service; service impacted; system affected;
    affected system; system; impacted system; component affected; affected component; component; impacted component;
    product affected; affected product; application affected; product; application; affected application;
    environment service; service name; subsystem; system impacted; service involved; system involved;
    service or component affected; impacted product; product impacted; product area; affected platform;
    affected surface
impact.degradation | | degradation level; type of outage; outage type; level of degradation; degradation; impact type;
    type of impact; outage severity
impact.data_loss | | data loss; data lost; data impact; data integrity; data corruption; was data lost; any data loss;
    data loss or corruption
figures.revenue | | revenue; revenue impact; revenue loss; lost revenue; revenue lost; financial impact; cost;
    estimated cost; financial loss; estimated revenue loss; estimated revenue impact; monetary impact; monetary loss;
    cost of incident; dollar impact; business cost; estimated financial impact; cost impact
impact.complaints | | complaint; customer complaint; number of complaint; user complaint; complaint received
impact.reputation | | reputation; reputational impact; reputation impact; press coverage; public perception;
    media coverage; brand impact; reputational damage
impact.support_tickets | | support ticket; support ticket created; number of support ticket; support case;
    ticket created; customer support ticket; support ticket count; support request; support volume; number of ticket;
    support contact; zendesk ticket; support call; support ticket raised; support ticket opened; support impact;
    case opened; ticket volume; inbound support ticket
figures.sla_breach | | sla breach; sla breached; sla violation; sla impact; sla; sla violated; sla status;
    breach of sla; sla miss; sla compliance; was sla breached
figures.slo_result | | slo; slo impact; slo breach; slo violated; slo violation; slo breached; slo status;
    slo affected; slo compliance; affected slo
figures.budget_consumed | | error budget; error budget consumed; error budget impact; error budget burn;
    error budget burned; budget consumed; error budget spent; error budget used; slo budget burned;
    error budget consumption; error budget cost; budget burn
figures.budget_remaining | | error budget remaining; budget remaining; remaining error budget; remaining budget;
    budget left
figures.budget | | monthly budget; error budget total; total error budget; monthly error budget
figures.failed_requests | | failed request; number of failed request; error count; request failed; total error;
    number of error; failed request count; total failed request; dropped request; request dropped
figures.successful_requests | | successful request; number of successful request
figures.engineering_time | | engineering time; engineering hour; engineering time spent; person hour; engineer hour;
    time spent; engineering effort; responder hour; staff hour; total engineering hour; man hour;
    engineering cost hour
impact.engineers_paged | | engineer paged; on call engineer paged; number of engineer paged; people paged;
    responder paged; number of page
figures.responder_cost | | responder cost; engineering cost; cost of response; labor cost
impact.error_rate.peak | | error rate; peak error rate; error rate peak; max error rate; error percentage
impact.latency.peak | | peak latency; latency; latency peak; response time
impact.latency.normal | | normal latency; baseline latency
figures.duration | | duration; incident duration; outage duration; total duration; length of outage; impact duration;
    length; total downtime; downtime; duration of incident; duration of outage; total impact duration; how long;
    customer impact duration; duration of impact; total outage time; total time; length of incident; time of impact;
    incident length; duration of user impact; elapsed time; total outage; total incident duration; customer facing
    duration; impact window; outage window; service downtime; down for; stopped for; out of service for; unavailable
    for; lasted; line stopped for; minutes lost; was down for; downtime in minute; total stop; offline for
figures.degraded | | degraded period; degradation duration; time degraded; degraded duration; degraded time
figures.outage | | complete outage; full outage duration; hard down time; hard downtime; complete outage time
figures.started | | start; start time; started; incident start; incident started; impact start; impact started; began;
    time started; begin; incident began; start date; outage start; started at; start of incident; start of impact;
    incident start time; time of start; start time of incident; from; start date time; start datetime; time began;
    begin time; impact began; issue started; outage began; date started; start of outage; incident start date;
    impact start time; first occurrence; time start; time of incident start; customer impact start; incident begin;
    impact started at; began at; beginning; start incident; happened at; occurred at; time of outage;
    outage start time; downtime began; downtime started; start of downtime; downtime start; down since; occurred;
    stopped at; went down; went down at; down from; time of failure; alarm began; failure began; time of stop
figures.ended | | end; end time; ended; incident end; resolved; resolved at; resolution time; time resolved;
    impact end; impact ended; resolved time; end date; outage end; incident resolved; ended at; end of incident;
    end of impact; incident end time; time of resolution; to; end date time; end datetime; service restored;
    restored at; recovery time; restored; time restored; date resolved; resolved on; resolution date; incident ended;
    fully resolved; time ended; end of outage; time end; impact end time; all clear; time of recovery; full recovery;
    recovered; time recovered; resolution timestamp; customer impact end; over; closed at; end incident; all clear at;
    impact ended at; service restored at; fully recovered; back to normal; service restored;
    date time service restored; service restored at; restored; time restored; restoration time;
    service restoration time; restored at; date and time service restored; downtime ended; end of downtime;
    downtime end; normal operation; normal operation resumed; back in operation; back in service; up again;
    running again; restarted; cleared; back up; back online; service back; restarted at; back up at; back at
figures.detected | | detected; detected at; detection time; time detected; time of detection; incident detected;
    first detected; detection timestamp; discovered at; time discovered; issue detected; first alert; detected on;
    alert fired; date detected; discovered; identified by monitoring at; time of discovery; detection date; noticed;
    reported at; noticed at; reported; found at; alerted at; alert time; time of first alert; first alert at;
    paged at
figures.acknowledged | | acknowledged; acknowledged at; time acknowledged; ack; alert acknowledged;
    acknowledgement time; ack time; acknowledged time; responded at; response started; first response; accepted at;
    accepted; picked up; picked up at; response began; work started; work began; investigation started;
    investigation began; responder engaged; first responder joined
figures.identified | | identified; identified at; cause identified; root cause identified; time identified; diagnosed;
    diagnosed at; cause found; time root cause identified
figures.mitigated | | mitigated; mitigated at; time mitigated; mitigation time; time of mitigation; impact mitigated;
    incident mitigated; mitigation timestamp; stabilized; contained; mitigation applied; fixed at; workaround at;
    bleeding stopped
figures.resolved | | fully resolved at
figures.time_to_detect | | time to detect; ttd; mttd; time to detection; detection time taken; mean time to detect;
    time until detection; detection latency; time from start to detection; detect time; time to discovery;
    detection delay duration
figures.time_to_acknowledge | | time to acknowledge; tta; mtta; time to ack; time to acknowledgement;
    mean time to acknowledge; time to respond; time to response; response time to alert; mean time to respond;
    acknowledge time
figures.time_to_identify | | time to identify; tti; time to diagnose; time to identification;
    detection to identification; time to diagnosis; time to root cause; mtti
figures.time_to_mitigate | | time to mitigate; ttm; mttm; time to mitigation; mean time to mitigate;
    time until mitigation
figures.time_to_resolve | | time to resolve; ttr; mttr; time to resolution; time to recover; time to recovery;
    mean time to resolve; time to repair; time to restore; mean time to recovery; mean time to repair;
    mean time to recover; total time to resolution; time to fix; time until resolution; time to full recovery
figures.identify_to_mitigate | | identification to mitigation; identify to mitigate
figures.mitigate_to_resolve | | mitigation to resolution; mitigate to resolve
figures.detect_to_resolve | | detection to resolution; detect to resolve
impact.recovery.rto_target | | rto target; rto; recovery time objective; target rto
impact.recovery.rpo_target | | rpo target; rpo; recovery point objective; target rpo
figures.rto | | actual rto; rto actual
figures.rpo | | actual rpo; rpo actual
figures.targets_met | | met target; target met; rto rpo met
detection.description | | detection; how detected; detection method; how was it detected; how did we detect;
    how was incident detected; detection detail; discovery; how we detected; how was issue detected;
    how was incident discovered; detection summary; how did we find out; detection mechanism; how it was detected;
    method of detection; how we found out; detection and alerting; how was it discovered; how was problem detected;
    how did we know; how did you find out; method; alerting; monitoring; detection analysis;
    how did we learn about incident; incident detection; detected how; initial detection; how were we alerted
detection.source | | detected by; detection source; source of detection; discovered by; who detected; alert source;
    first noticed by; identified by; alerted by; how detected source; notification source; found by;
    detection channel; who noticed first; who discovered
detection.effectiveness | | alert effectiveness; alerting effectiveness; did alert work; detection effectiveness;
    detection quality; effectiveness of alert; alert quality; effectiveness
detection.worked_well | detection | worked well; what worked well; what went well; what worked
detection.could_improve | detection | could be improved; what could be improved; improvement;
    how could detection be improved; how could we have detected sooner; what could improve; how to improve detection
detection.could_improve | | how could detection be improved; how could we have detected sooner;
    how can we detect faster; how could time to detection be improved; detection improvement; improve detection;
    how could we detect earlier; better detection; how might detection be faster;
    how could time to detection be reduced
response.steps | | response; response step; action taken; step taken; response action; what was done;
    incident response; what we did; mitigation step; recovery step; resolution step; step to resolve;
    actions taken to resolve; troubleshooting step; response summary; how did we respond; what did we do;
    immediate action taken; how we responded; response detail; investigation; investigation step; diagnosis; triage;
    action taken during incident; mitigating action; response effort; remediation step taken; what was tried;
    steps taken to resolve; step taken to mitigate; investigation and response; diagnosis and troubleshooting;
    troubleshooting; restoration step
response.worked_well | response resolution | worked well; what worked well; what went well; what worked
response.went_poorly | response resolution | didn't work; what didn't work; what went poorly; what went wrong; issue;
    what could be improved; what went badly; response issue
response.held_up | | system that held up; held up; what held up; safeguard that worked; defense that worked
response.prevention_gaps | | prevention gap; gap in prevention; missing safeguard; gap
response.responders.*.name | | responder; incident responder; people involved; participant; who responded;
    who was involved; on call engineer; on call; responding engineer; involved team; engineer involved; team member;
    incident team; contributor to response; responder involved; respondent; who participated; response team; people;
    who responded to incident; oncall
resolution.fix | | resolution; how resolved; fix; how we fixed it; mitigation; recovery; solution;
    resolution and recovery; how was it resolved; how was incident resolved; how was service restored;
    mitigation and resolution; resolution detail; how it was fixed; how was it fixed; remediation;
    how was it mitigated; corrective measure; restoration; how did we fix it; resolution summary; short term fix;
    fix applied; resolution description; how we resolved it; how was impact mitigated; immediate fix;
    how was issue resolved; workaround; temporary fix; mitigation applied; how service was restored;
    how was incident mitigated; what fixed it; service restoration; containment; recovery detail; steps to recover;
    how did we recover; mitigation detail; quick fix; how we fixed; what fixed; immediate resolution;
    permanent resolution; permanent fix; permanent solution; final fix; definitive fix; long term fix
resolution.verification | | verification; how verified; validation; how did you verify; how did we verify;
    verification of fix; how was fix verified; confirmation; how we confirmed; how did we confirm fix;
    how do we know it's fixed; how do we know it is fixed; how do you know it's fixed; how did you know it was fixed;
    proof of fix
resolution.alternative | | rollback or hotfix; rollback vs hotfix; why this approach; alternative;
    alternative considered
resolution.updates | resolution | communication; update
lessons.went_well | | went well; what went well; thing that went well; what worked well; what worked; positive;
    success; what did we do well; what we did well; good; strength; well; what did go well; what was good; what
    helped; kudos; keep doing; glad; what went right; went right; thing that worked; liked; what did you like; what
    went as planned; what worked great; the good; what went ok; what went okay; what went smoothly; what we liked;
    what went to plan; what saved us; what served us well; worked; went smoothly; went ok
lessons.went_wrong | | went wrong; what went wrong; what went poorly; what went badly; went poorly; went badly;
    what didn't go well; what did not go well; thing that went wrong; what didn't work; negative; bad;
    what did not work; thing that went poorly; what went not so well; what went less well; weakness; challenge;
    problem; pain point; sad; what failed us; what hurt; didn't go so well; what didn't go so well;
    what did not go so well; lacked; what didn't go as planned; what did we do poorly; what was bad;
    what could have gone worse; less well; went less well; stop doing; mistakes; what we did poorly;
    what didn't; what did not; what fell short; what let us down; didn't; did not; what hasn't worked; what sucked;
    what didn't go to plan; what cost us time; didn't work; went not so well; not so well; not well
lessons.could_improve | | could be improved; what could be improved; what could have gone better;
    area for improvement; improvement; what could go better; could have gone better; improvement opportunity;
    opportunity for improvement; what we could improve; what can be improved; area of improvement;
    what could we improve; what could be better; what can we do better; needs improvement; what could we do better;
    how could we improve; what could have been better; room for improvement; what needs improvement
lessons.do_differently | | do differently; what we'll do differently; what would we do differently;
    what we will do differently; what should we do differently; what will we do differently; do differently next time;
    start doing; what would you do differently; what we'll change; what will we change; what we will change
lessons.lucky | | got lucky; where we got lucky; lucky; luck; where we were lucky; what was lucky;
    how did we get lucky; fortunate; where did we get lucky; good luck; we got lucky; luck; what luck
lessons.surprises | | surprise; what surprised us; surprising; what was surprising; unexpected; what surprised you;
    surprise and unknown; unexpected behavior
lessons.process_changes | | process change; change to process; procedure change; runbook change; process improvement
lessons.knowledge_gaps | | knowledge gap; what we didn't know; knowledge missing; missing knowledge;
    knowledge gap identified; gap in knowledge
lessons.learned | | lesson learned; lesson; learning; what did we learn; what we learned; key takeaway; takeaway;
    key learning; lessons learnt; lesson learnt; insight; what have we learned; key lesson; finding;
    what have we learnt; key insight; main lesson; learnings
lessons.technical.*.lesson | | technical learning; technical lesson
lessons.process.*.lesson | | process learning; process lesson; organizational lesson
lessons.cultural.*.lesson | | cultural learning; cultural lesson
communication.channel | | incident channel; slack channel; slack; channel; communication channel; chat channel;
    war room; incident slack channel; bridge; teams channel; chat; slack thread; zoom bridge; incident bridge;
    comms channel; incident room; chat log; slack transcript; slack link; channel link
communication.stakeholders | | stakeholder; stakeholder notified; internal stakeholder; team notified;
    internal communication; who was notified; internal notification; notified; stakeholder informed;
    informed stakeholder; who was informed; people informed; internal team informed
communication.status_page | | status page; status page updated; status page update; statuspage; statuspage updated;
    status page posted; statuspage update
communication.customer_email | | customer email; customer email sent; email sent; customer notification;
    customer notified; customer communication; were customer notified; client notified; customer comms;
    external communication; client communication
communication.social_media | | social media; social media post; twitter; tweet; social
communication.public_postmortem | | public postmortem; public post mortem; public report; public rca;
    customer facing rca; external postmortem
communication.status_page_text | | status page text; status page message; status page wording; text on status page;
    status page post; public message
communication.customer_email_text | | customer email text; email text; customer message; email template;
    customer email draft
references.ticket | | ticket; incident ticket; jira; jira ticket; issue; tracking issue; tracking ticket;
    incident link; ticket link; issue link; ticket number; bug; jira link; tracker; incident issue; jira issue;
    ticket id; pagerduty incident; pagerduty; pagerduty link; servicenow; github issue; incident record; incident doc;
    related ticket; linear; asana; shortcut; youtrack; redmine; trello; phabricator; azure devops; gitlab issue; task;
    incident document; problem ticket; link to incident; tracking bug
references.dashboards | | dashboard; grafana dashboard; grafana; monitoring dashboard; link to dashboard;
    dashboard link; relevant dashboard
references.metrics | | graph; metric and graph; graph and metric; screenshot; chart; metric; graph and screenshot;
    relevant graph
references.logs | | log; log and trace; log and evidence; trace; log link; relevant log; log excerpt; log snippet;
    error log; log evidence
references.alerts | | alert history; alert; alert link; triggered alert; alert triggered; relevant alert
references.deployment | | deployment; deploy; pull request; pr; deployment pr; causing change; change; release;
    change request; deployment link; related change; change id; related pr; related deployment
references.problematic_commit | | problematic commit; bad commit; offending commit; breaking commit;
    introducing commit; causing commit; commit that introduced defect; commit that introduced it;
    commit that caused it; culprit commit; commit that caused incident; change that caused incident; problematic pr
references.fix_commit | references | fix; fixed by; fixed in; fix merged in; fixed with; the fix; solution;
    solved by; solved in; solved with
references.fix_commit | | fix commit; fix pr; fixing commit; hotfix pr; fix pull request; fixing pr; resolving pr;
    commit that fixed; commit that fixed it; commit that fixed defect; commit with fix
references.rollback_commit | | rollback commit; revert commit; revert; rollback pr
references.configuration_changes | | configuration change; config change; change made; configuration diff
references.runbooks | | runbook; runbook used; runbook link; playbook; runbook followed; playbook used;
    relevant runbook; runbook referenced
references.documents | | reference; document; related document; link; supporting document; additional resource;
    related link; related documentation; relevant link; supporting information; documentation; supporting material;
    resource; useful link; reference link; supporting link; further reading; supporting documentation;
    reference and link; additional link; artifact; relevant document
references.external | | external resource; external reference; external source; vendor documentation; external link
references.related_incidents | | related incident; similar incident; previous incident; past incident;
    related postmortem; prior incident; similar past incident; related outage; related issue; previous occurrence;
    has this happened before; recurrence history; past occurrence; related incident and postmortem;
    duplicate incident; earlier incident; linked incident; repeat incident
review.date | | review date; review meeting date; meeting date; date of review; postmortem meeting; date reviewed;
    postmortem meeting date; review meeting; postmortem review date; meeting; retrospective date; date of meeting;
    review held; retro date; debrief date; review meeting scheduled; meeting scheduled; review scheduled;
    meeting scheduled for; retrospective scheduled; postmortem scheduled; held on; review held on; meeting held on;
    date held; date of meeting
review.date | review | date; scheduled for
review.attendees | | attendee; meeting attendee; postmortem attendee; review attendee; present;
    review meeting attendee; meeting participant; invitee; participant in review; retrospective attendee;
    who attended; attended by
review.attendees | review | participant; people; name
review.recording | | recording; meeting recording; recording link; video; meeting note link; link to recording;
    postmortem recording; call recording
review.notes | | review note; meeting note; reviewer comment; reviewer note; discussion note; note from review;
    postmortem meeting note; discussion; review comment
review.notes | review | minutes; note; comment
review.approval | | approval status; review decision; review outcome; approval
figures.follow_up_date | | follow up date; next review; next review date; follow up review date; follow up review;
    follow up meeting
figures.deadline | | postmortem due; deadline; postmortem due date; due date of postmortem; due; postmortem deadline
follow_up.attendees | follow_up | attendee; participant
follow_up.actions_completed | | action completed; all action completed; have all action item been completed
follow_up.measures_effective | | measure effective; have preventive measure been effective; effectiveness of measure
follow_up.recurred | | recurred; has it recurred; has it happened again; did it happen again; happened again;
    has incident recurred; recurrence
follow_up.improvements | | further improvement; additional insight
approvals.author.name | approvals | author: name; author
approvals.author.date | approvals | author: date
approvals.author.signature | approvals | author: signature
approvals.sre_lead.name | approvals | sre lead: name; sre lead; sre manager: name
approvals.sre_lead.date | approvals | sre lead: date; sre manager: date
approvals.sre_lead.signature | approvals | sre lead: signature
approvals.engineering_lead.name | approvals | engineering manager: name; engineering manager; engineering lead;
    engineering lead: name; eng lead: name; eng manager: name
approvals.engineering_lead.date | approvals | engineering manager: date; engineering lead: date; eng lead: date;
    eng manager: date
approvals.engineering_lead.signature | approvals | engineering manager: signature; engineering lead: signature;
    eng lead: signature
approvals.product_manager.name | approvals | product manager: name; product manager; product owner: name
approvals.product_manager.date | approvals | product manager: date; product owner: date
approvals.product_manager.signature | approvals | product manager: signature
approvals.vp_engineering.name | approvals | vp engineering: name; vp engineering; vp of engineering; vp eng: name;
    cto: name
approvals.vp_engineering.date | approvals | vp engineering: date; vp eng: date; cto: date
approvals.vp_engineering.signature | approvals | vp engineering: signature; vp eng: signature
appendix.architecture | | architecture diagram; architecture; system architecture; diagram; architecture overview
appendix.context | | appendix; additional context; additional note; additional information
timeline.*.event | | timeline; incident timeline; timeline of event; chronology; sequence of event; event;
    log of event; detailed timeline; event log; event timeline; key event; outage timeline; timeline of incident;
    chronological timeline; timeline and chronology
timeline.*.event | timeline | description; detail; note
""")

COLUMNS: dict[str, dict[str, str]] = {
    "timeline": {
        "time": "time; timestamp; date; when; date time; time utc; utc; datetime; utc time; start; "
                "hour; time local; date and time; local time; time stamp; clock; clock time; at; t; "
                "t+; instant; hh:mm; moment; elapsed; time of event; event time",
        "event": "event; description; what happened; detail; activity; note; entry; what; update; "
                 "summary; comment; message; event description; milestone; happening; observation; "
                 "occurrence; status; event detail; log; incident; step; fact; what occurred; log "
                 "entry; development; key event; what was observed; what was seen; attacker; attacker activity; "
                 "system event; fault; alarm; alert",
        "action": "action taken; action; response; response action; decision; team action; our "
                  "response; action by team; what team did; what responder did; outcome; reaction; "
                  "action and decision; what was done; done; defender; measure; step taken; "
                  "decision made; decision taken; response taken; measure taken",
        "source": "source; evidence; link; reference; source link; evidence link; proof; "
                  "data source; source evidence; recorded in; source of information; recorded by; logged by; "
                  "done by; reported by; actor; performed by; entered by; noted by; raised by; observed by; "
                  "taken by; posted by",
        "milestones": "milestone; phase; marker; stage",
        "until": "end; until; to",
        "details": "additional detail; extra; more detail; remark; annotation; elaboration",
        "number": "#; no; number",
    },
    "actions": {
        "description": "action; action item; item; task; description; what; todo; title; improvement; "
                       "recommendation; follow up; work item; remediation; corrective action; measure; name; "
                       "follow up item; preventive action; step; work; activity; fix; action required; "
                       "remediation item; corrective measure; deliverable; change; follow up action; "
                       "proposed action; what to do; task description; mitigation; action description; "
                       "countermeasure; to do; preventative action; improvement item; need; issue to fix; "
                       "summary; repair item; outcome; goal; commitment; remediation task; safety action; "
                       "safety recommendation; repair; remedial action; capa; action to be taken; we will; "
                       "action agreed; agreed action; corrective preventive action; initiative; recommended "
                       "action; control improvement; planned action; intervention",
        "owner": "owner; assignee; dri; responsible; who; lead; assigned to; team; owner team; "
                 "responsible person; assigned; responsible party; action owner; person; owning team; "
                 "driver; accountable; responsibility; owner(s); assignees; engineer; pic; responsible "
                 "team; poc; point of contact; addressee; accountable person; squad; action party; in "
                 "charge; assigned team; responsible unit; accountable owner; person responsible; "
                 "accountable party; department; actionee; taken by; champion; delegate; responsible "
                 "department; @who; action by; team responsible; owner role; responsible function",
        "due": "due; due date; deadline; target date; eta; by when; when; completion date; target; "
               "date; due by; target completion; complete by; expected; expected date; timeline; "
               "estimated completion; target completion date; planned date; expected completion; "
               "date due; sla; due on; finish date; delivery; milestone; by; until; finish by; "
               "sprint; response due; completion; completion by; needed by; due by date; ecd; commit "
               "date; committed date; review by; planned completion; implementation date; closure "
               "date; close by; done by; @when; delivery date; planned for; scheduled for",
        "priority": "priority; urgency; prio; p; severity; importance; pri; impact; level",
        "status": "status; state; done; complete; progress; completed; done?; completion; current "
                  "status; resolved; rag; rag status; open closed; done yet; open or closed; closed; "
                  "state of action; finished; implemented",
        "goal": "type; category; kind; class; action type; goal; purpose; classification; type of "
                "action; bucket; strength; nature; effect; kind of measure; effect type; action kind; "
                "corrective or preventive; preventive or corrective",
        "tracker": "ticket; issue; jira; tracking; bug; link; tracker; tracking issue; ticket link; "
                   "tracking ticket; jira ticket; issue link; ticket number; ticket id; url; tracking "
                   "link; reference; jira link; pr; story; github issue; tracking bug; issue number; "
                   "ticket url; linear; asana; card; work order; tracking id; linear issue; tracking "
                   "number; jira key; key; work item id; story link; change number; backlog item; capa "
                   "id; capa number; ado item; trello; jira #; issue id",
        "number": "#; no; number; id; action #; item #; num; action id; nr; ref; seq",
        "details": "note; comment; detail; remark; context; rationale; success criterion; definition of "
                   "done; description detail; expected outcome; exit criterion; success metric; "
                   "acceptance criterion; measure of success; success measure; evidence of completion; "
                   "proof; verification; verified by; how verified; progress note; update",
        "horizon": "timeframe; time frame; term; horizon; short long term",
        "area": "area; component; system; domain",
        "addresses": "root cause; addresses; cause; cause addressed; contributing factor; related cause; "
                     "factor; why; for cause; finding; addresses factor; risk; risk reduced; risk addressed; lesson; "
                     "problem; problem addressed; weakness; gap",
        "reason": "reason declined; declined because",
        "scope": "scope",
    },
    "response.responders": {
        "role": "role; responsibility; function; position; incident role; duty; job; job title; "
                "capacity; hat; responsibility during incident; title",
        "name": "name; person; responder; who; member; assignee; individual; people; engineer; "
                "participant; assigned; contact; names; held by; filled by",
        "joined_at": "joined; joined at; time joined; join time; time; paged at; from; joined call; time "
                     "in; on scene; arrived; start; engaged at; engaged; paged; on call from",
    },
    "impact.systems": {
        "name": "system; service; component; application; product; affected system; affected service; "
                "name; area; feature; resource; subsystem; dependency; platform",
        "impact": "impact; effect; description; detail; impact description; how affected; degradation; "
                  "symptom; what happened; note; impact level; customer impact; behavior; comment; "
                  "nature of impact; how it was affected; state; what failed; consequence; extent; "
                  "severity; loss",
    },
    "impact.metrics": {
        "name": "metric; measure; indicator; name; kpi; measurement",
        "peak": "peak; during; value; during incident; worst; during outage; incident value; "
                "observed; actual; max; at peak; impact; at its worst; at worst; peak value; max "
                "value; worst value; worst observed; maximum; during event; observed value",
        "normal": "normal; baseline; before; expected; typical; usual; threshold; target; usual level; "
                  "usual value; normal value; reference value; normal range; pre incident; before "
                  "incident; expected value; norm",
    },
    "impact.objectives": {
        "name": "slo; objective; sla; service level; sli; name; service; target name",
        "target": "target; objective value; goal; slo target; threshold; commitment; "
                  "committed; promised; agreed; commitment level",
        "actual": "actual; achieved; measured; actual value; result; performance; current; observed",
        "verdict": "status; met; met?; verdict; breached; breach; compliance; breached?",
    },
    "causes.contributing": {
        "factor": "factor; contributing factor; cause; contributing cause; condition; root cause; "
                  "issue; name; title; contributor",
        "how": "how; description; detail; explanation; how it contributed; impact; contribution; "
               "effect; role; note; evidence; why it mattered; how it contributed to incident; how "
               "it played in; how did it contribute; mechanism; contribution to event; why it "
               "matters; influence; detail of contribution; effect on incident",
    },
    "causes.whys": {
        "question": "why; question; why question; why?; #",
        "answer": "answer; because; response; finding; explanation; cause; reason",
    },
    "revisions": {
        "date": "date; when; revised; revision date",
        "version": "version; rev; revision; v; issue; edition; issue no; version no",
        "changes": "change; description; summary; comment; note; change description; summary of change; "
                   "modification; what changed; amendment; what was changed; reason for change; "
                   "modification made; change made; detail of change; revision detail; nature of change",
        "author": "author; by; changed by; editor; who; name; updated by; modified by; amended by; "
                  "revised by; edited by; initial; made by; prepared by",
    },
    "lessons.technical": {
        "lesson": "technical lesson",
        "elaboration": "elaboration",
    },
}  # fmt: skip
"""For each list of the postmortem, what teams call its columns."""
