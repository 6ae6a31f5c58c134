# Why a control stands as it does, and what would settle it: sentences without a full stop.
why_not_in_edition = not in this edition
do_commit_page = commit the page

# Approval.
why_page_gone = the page is there no longer
why_not_committed = no text of the page is committed
why_draft = a draft, and no text of it was ever in force
why_withdrawn_on = withdrawn on { $day }
why_approved = in force since { $day }, approved by { $people }
why_adopted = in force since { $day }, adopted with the model by { $people }
why_adopted_unsigned = adopted by { $role }; not signed by { $roles } so far
why_earlier_model = approved under an earlier model, which did not ask { $roles }
why_before_control_authors = in force since before it came under control; signed by all whom this asks, and by nobody who is known not to have written it
why_before_control_others = in force since before it came under control; signed by all whom this asks, not by all others
why_before_control_unsigned = in force since before it came under control, and not approved by { $roles }
why_leaves_control = { $issue } is in force; the newest text leaves control, which needs a withdrawal
do_withdraw_or_change = change it back where that is not meant; else `{ $command }`
why_newer_text = { $issue } is in force; a newer text { $waits }
why_no_text_in_force = no text is in force; the newest { $waits }
why_approved_for_later = approved; no text is in force; the newest { $waits }
signer_in_roles = { $person } ({ $roles })

# What a newer text waits for: said after "a newer text" and "the newest".
waits_for_commit = is not committed
waits_declined = does not come into force: { $role } ({ $person }) has said no
waits_declined_since = does not come into force: { $role } ({ $person }) has said no, “{ $reason }”
waits_for_day = comes into force on { $day }
waits_for_another = waits for somebody who did not write it
waits_signed_uncounted = is signed by all whom this asks, and does not count so far
waits_for_place = has the words in force at another place, and that place waits for approval
waits_for_files = is signed with files that no commit of the main line has for this site
waits_for_others = is signed by all whom this asks, and waits for others
waits_for_roles = waits for { $roles }
do_change_or_revoke = change the page and commit it; or `{ $command }` takes the no back
do_approve_place = `{ $command }`
do_approve_or_move = `{ $command }`; or `{ $move }`
do_approve_or_move_back = `{ $command }`; or move it back to where its text is in force

# Approvals that are written and not committed.
why_pending = { $why }; { $approvals }, not committed yet
pending_approval = approved by { $person } ({ $role }) in { $file }
pending_provisionally = approved provisionally by { $person } ({ $role }) in { $file }
do_commit_files = commit { $files }
file_in_code = `{ $file }`

# How a page gets its approval.
do_number_page = give it a number, `id: …`, in the front matter of { $file }, and commit it
do_change_id = give it an id that no other page states, and commit it
do_write_owner = write `owner: ROLE` in its front matter, and commit it
do_name_identities_then = { $how }, then `{ $command }`
do_name_identities = name `identities: [MAIL]` of { $person } in { $file } and have that page approved
do_appoint_with_identity = appoint { $person } once more, with `--identity MAIL`

# What falls due.
why_review_overdue = review was due by { $day }
why_review_due = review is due by { $day }
why_review_later = next review is due by { $day }
why_attestation_overdue = attestation was due by { $day }
why_attestation_due = attestation is due by { $day }
why_attestation_later = next attestation is due by { $day }
why_approval_overdue = approval by all who must sign was due by { $day }
why_approval_due = approval by all who must sign is due by { $day }
why_approval_later = next approval by all who must sign is due by { $day }
why_never_attested = nobody has attested it yet
why_attested = { $due }, last given by { $person } on { $day }
why_not_reviewed_or_committed = never reviewed, and not committed
why_never_reviewed = never reviewed, and nobody knows since when it stands there
why_reviewed = { $due }, last read on { $day }
why_not_read = { $due }, never read since it was written on { $day }

# Waivers.
why_waived = waived through { $day }: { $reason }
why_waiver_over = { $why }; the waiver ran out on { $day }

# Pages that there must be.
why_there_is = there is “{ $page }”
why_no_such_page = there is no such page
do_write_page = write the page
why_too_few =
    { $count ->
        [one] { $count } page there, of at least { $least }
       *[other] { $count } pages there, of at least { $least }
    }
do_write_pages = write the pages that are missing
why_uncovered = no page covers { $values }
do_cover = set `{ $field }: { $value }` on the page that covers it
why_covered =
    { $count ->
        [one] covered by { $count } page
       *[other] covered by { $count } pages
    }

# What pages state.
why_field_empty = `{ $field }` says nothing
do_add_field = add `{ $field }:`
why_field_filled = `{ $field }` is filled in
why_field_is = `{ $field }` is { $values }
why_field_is_not = `{ $field }` is { $values }, not { $asked }
do_set_field = set `{ $field }` to { $asked }
either_or = { $first } or { $next }

# Owners.
why_no_owner = nobody owns the page
do_add_owner = add `owner:` with the id of a role
why_no_such_role = no page describes the role `{ $role }`
do_name_role = name a role that there is
why_role_unheld = nobody holds the role “{ $role }” today
do_add_holder = add a holder to `{ $file }`
why_owned = owned by { $role }: { $holders }

# Links.
why_links_superseded = “{ $page }” is superseded
why_links_withdrawn = “{ $page }” is withdrawn
why_links_current = it links to nothing that is withdrawn or superseded
do_link_successor = link to what took its place

# Pictures and films.
why_no_media = it shows no pictures and no videos
why_media_described =
    { $count ->
        [one] its one picture or video has words
       *[other] all { $count } pictures and videos have words
    }
why_no_captions = `{ $file }` has no captions
why_no_alternative = `{ $file }` has no alternative text
do_describe_media = describe each picture in its alternative text; put a `.vtt` file beside each video

# Channels.
why_no_publisher = nobody is said to publish here
do_name_publisher = name it in `{ $field }:` of the roles that may
why_nobody_reads_before = it is not said who reads a post before it goes out
do_add_before = add `{ $field }:`, strict at first
why_posting_stated = { $roles } may publish; before that: { $before }

# Relations to other pages.
page_in_quotes = “{ $page }”
why_measured = it is measured by { $pages }
why_not_measured = nothing measures it
do_add_measure = add `measured_by:` with the id of a measure
why_serves = it serves { $pages }
why_serves_nothing = it serves no objective and no goal
do_add_objective = add `serves:` with the id of an objective or a goal
why_serves_no_objective = it serves { $pages }, and from there no way leads to an objective
do_lead_to_objective = add `serves:` with the id of an objective, here or there
why_taught = it is taught in { $pages }
why_not_taught = no lesson teaches it
do_teach = name it in `teaches:` of a lesson

# How pages leave.
why_no_page = it is no page
why_nothing_in_force = no text of it is in force
why_deleted = it is deleted, and the text in force is not withdrawn
why_left_control = its working text is no longer under control, and the text in force is not withdrawn
why_superseded = superseded by “{ $page }”, and still in force
why_stays = in force, and nothing supersedes it

# What a page relies on.
why_relies_on_nothing = it relies on no other page
why_never_read = nobody has approved or reviewed it yet
why_upstream_as_read = nothing that it relies on has changed since { $day }
why_upstream_changed = upstream changed since it was last read on { $day }: { $changes }
upstream_change = “{ $page }” on { $day }
