# Document control: how a page stands.
document_control = Document control
approved_by = Approved by
issue = Issue
exact_text = Exact text
commit = Commit
review = Review
review_every = every { $period }
draft_would_change = What the draft would change

# An approved text at an address of its own.
issue_in_force = { $issue }, in force since { $day }.
issue_address = This address always shows exactly these words; { $open }the page{ $close } shows the latest.
no_longer_applies = This text no longer applies.
issue_was_in_force = { $issue } was in force from { $day }.
issue_was_in_force_until = { $issue } was in force from { $day } until { $until }.
read_text_in_force = Read the text in force
back_to_the_page = Back to the page

# The checklist.
checklist = Checklist
checklist_parts = Parts of the checklist
as_of = As of { $day }.
as_of_under = As of { $day }, under { $model }.
what_is_open = What is open
narrow_list = Narrow the list
role = Role
all_roles = All roles
read_the_page = Read the page
control_everywhere = How this control stands everywhere
checked_by = Checked by
date = Date
signature = Signature
items_more =
    { $count ->
        [one] { $count } more is not listed here; { $command } lists all of them.
       *[other] { $count } more are not listed here; { $command } lists all of them.
    }
items_unlisted =
    { $count ->
        [one] { $count } is not listed here; { $command } lists all of them.
       *[other] { $count } are not listed here; { $command } lists all of them.
    }
lines_more = { $count } more are not listed.
nothing_is_open = Nothing is open.
working_copy = Your working copy
working_copy_about = What you tick here is kept in this browser alone, and is no evidence. Save the records, commit them, and the checklist shows them.
your_name = Your name as the role page has it
save_records = Save the records
clear_ticks = Clear the ticks
the_records = The records
evidence = Evidence:
to_settle = To settle it: { $what }
done_not_recorded = Done, not recorded yet
held_by_nobody = held by nobody
waits_for_role = waits for { $role }
items_that_hold =
    { $count ->
        [one] { $count } that holds
       *[other] { $count } that hold
    }

# The register.
register = Register
column_number = Number
column_page = Page
column_status = Status
column_owner = Owner
since = since { $day }
register_count =
    { $count ->
        [one] As of { $day }. { $count } page is under control.
       *[other] As of { $day }. { $count } pages are under control.
    }
register_unnamed =
    { $count ->
        [one] { $count } page more is under control, of which no text was ever in force.
       *[other] { $count } pages more are under control, of which no text was ever in force.
    }

# The records.
records = Records
when_records_count = A record counts from the later of its date and the day on which its commit came to the main line.
records_unnamed =
    { $count ->
        [one] { $count } record more is about a page that is not named here.
       *[other] { $count } records more are about pages that are not named here.
    }
record_of = of { $subject }
record_text = , the text { $text }
person_as_role = { $person } as { $role }
record_arrived = on the main line since { $day } with commit { $commit }
record_arrival_unknown = when it arrived is not known (shallow clone): commit { $commit } has it
record_not_committed = not committed: it does not count yet
no_record_yet = There is no record yet.

# Governance models.
models_compared = Governance models compared
models_made_from = Made from what the models state for the machine, as of { $day }.
who_does_what = Who does what
made_from_controls = Made from the controls of this page.
made_from_controls_see = Made from the controls of this page; see { $open }all models side by side{ $close }.
responsibility_matrix = Responsibility matrix
control = Control
only_profile = only { $profile }
matrix_r = signs or acts.
matrix_a = answers for it.
matrix_c = signs where the page asks for it.
matrix_i = may act first in an emergency.
matrix_others = Everybody else reads of it under what changed.

# Who is who.
appointed = { $person }, appointed
appointed_from = { $person }, appointed, from { $from }
appointed_to = { $person }, appointed, to { $to }
appointed_from_to = { $person }, appointed, from { $from }, to { $to }
as_deputy = as deputy
with_signature = with an { $kind } signature
appointed_in_need = appointed by { $person } since nobody held the role
person_in_role = { $person } ({ $role })
pages_owner = The page’s owner

# How a page stands, in a word or two beside its title.
mark_waiting = Draft waits
mark_dated = Approved for later
mark_unapproved = Not approved
mark_provisional = Provisional
mark_superseded = Superseded
mark_withdrawn = Withdrawn
mark_uncontrolled = Not controlled

# How a page stands, on its plate.
asked_met = { $met } of { $of } met
not_controlled = Not controlled: nobody approves what stands on this page.
not_controlled_since = Not controlled since { $day }
superseded_by_on = Superseded by { $page } on { $day }
withdrawn_on = Withdrawn on { $day }
approved_from = Approved; comes into force on { $day }
not_approved_yet = Not approved yet
not_approved_yet_waits = Not approved yet{ $waits }
provisional_until = Provisionally in force, until { $day }
stood_before_control = Not approved; it stood here before it came under control
superseded_in_force = Superseded by { $page }; in force until it is withdrawn
in_force_since = In force since { $day }
in_force_newer_from = In force; a newer text follows on { $day }
in_force_newer_waits = In force; a newer draft waits{ $waits }
it_waits = : it waits{ $roles }
and_was_declined = {" "}and was declined by { $person } ({ $role })
to_be_committed = {" "}to be committed
for_roles = {" "}for { $roles }

# What is said above a text.
banner_withdrawn = This page was withdrawn on { $day } by { $who } and applies no more.
banner_deleted = This page is deleted. It was not controlled any more; these are the last words that were in force.
banner_from = This text is approved and comes into force on { $day }. It binds nobody yet.
banner_not_approved = This text is not approved{ $waits }. It binds nobody yet.
banner_provisional = This text is in force for now, until { $day }, by the word of { $who } alone.
banner_superseded = Another page takes the place of this one, which stays in force until it is withdrawn.
banner_stood_before = This text is not approved. It stood here before the page came under control.
banner_from_until_then = This text is approved and comes into force on { $day }. Until then applies the text in force since { $since }.
banner_newer_from = A newer text is approved and comes into force on { $day }.
banner_not_approved_only = This text is not approved{ $waits }.
banner_stood_before_newer_waits = This text is not approved. It stood here before the page came under control; a newer draft waits{ $waits }.
banner_not_approved_applies = This text is not approved{ $waits }. What applies is the text in force since { $since }.
banner_newer_waits = A newer draft waits{ $waits }.
read_approved_before = Read the text that was approved before
differs_from_in_force = What differs from the text in force

# What an approved text is called, and how long it was in force.
issue_number = issue { $number }
provisional_text = a provisional text
provisional_text_title = Provisional text
text_stood_before = the text that stood there before the page came under control
text_not_approved = a text that nobody approved
from_until = from { $day } until { $until }
issue_in_force_times = { $issue }, in force { $times }

# What is printed on every sheet.
uncontrolled_when_printed = uncontrolled when printed
sheet_as_of = as of { $day }
sheet_draft = draft, not approved; { $issue } is in force
sheet_in_force_since = in force since { $day }
sheet_applies_no_more = applies no more
sheet_applies_no_more_since = applies no more since { $day }

# Parts of the checklist, and what they say.
overview = Overview
by_page = By page
checklist_by_page = Checklist by page
what_waits_for = What waits for { $role }
model_not_approved = No text of the governance model { $model } is approved yet, so nothing is asked of any page.
by_section = By section
by_role = By role
by_control = By control
site_as_a_whole = The site as a whole
whole_site = The whole site
why = Why
accountable = Accountable
rule = Rule
weight = Weight
profile = Profile
status_met = met
status_due_soon = due soon
status_overdue = overdue
status_unmet = not met
status_waived = waived
status_not_applicable = not applicable
nothing_is_asked = Nothing is asked.
nothing_open = nothing is open
truth = { $met } of { $of } hold; { $rest }.
text_waits_for = 1 text waits for { $roles }
texts_wait_for = { $count } texts wait for { $role }
texts_wait_most_for = { $count } texts wait, { $most } of them for { $role }
due_by = due by { $day }
record_by_on = { $record } by { $person } on { $day }
the_text = the text { $text }
what_changed_in = what changed in { $page }

# The words of the register.
not_approved = not approved
validity_in_force = In force
validity_draft_waits = In force, newer draft waits
validity_next_from = In force, next text from { $day }
validity_provisional = Provisional until { $day }
validity_stood_before = In force, not approved
validity_not_approved = Not approved
validity_from = Approved, comes into force on { $day }
validity_superseded = In force, superseded by { $by }
validity_withdrawn_on = Withdrawn on { $day }
validity_withdrawn = Withdrawn
validity_deleted = In force, deleted without withdrawal
account_own = By this repository’s own account: that its first model was adopted in commit { $commit } is confirmed by nothing outside of it
account_held = Its first model was adopted in commit { $commit }, as is known from outside of the repository

# Models side by side: what rules are about.
models = Models
standing = Standing
not_in_force = Not in force
model_not_adopted = Named in site.toml, and not adopted yet
proof_none = The record says who signed
proof_committer = Whoever signs commits the record
proof_signed = Whoever signs signs the commit of the record
rule_approved_by = Who signs what
rule_attested_every = Attested by hand
rule_covers = What must be covered
rule_exists = Pages there must be
rule_field = What pages must state
rule_has_owner = Owners
rule_links_nothing_obsolete = Links
rule_measured = Measures
rule_media_described = Pictures and films
rule_reviewed_every = How often pages are read afresh
rule_serves_objective = What it serves
rule_superseded_properly = How pages leave
rule_trained = Training
