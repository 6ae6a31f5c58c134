# The history of a page.
history_of = History of “{ $title }”
compare_revisions = Compare two revisions
compare = Compare
compare_with = with
comparable = The newest { $count } revisions can be compared; { $older } older ones are told below.
comparison = Comparison
close_comparison = Close the comparison
too_long_to_compare = The texts are too long to be compared in a browser; what each revision changed is told below.
what_else_happened = What else happened
back_to = Back to { $title }
follow_changes = Follow the changes:
rest_of_reason = The rest of the reason
reason_at_length = The reason, at length
moved_from = Moved from { $path }
show = Show

# What changed on the whole site.
what_changed = What changed
all = All
week_of = Week of { $day }
new = new
text_of_page = text of { $page }
nothing_changed_yet = Nothing has changed yet.
changed_before = What changed before that stands on the history of each page.

# Revisions and what is known of them.
not_committed = Not committed
text_not_committed = The text as it stands, not committed yet
differs_from = What differs from { $revision }
merged = Merged: { $changed }
written_anew = Written anew
deleted = Deleted
moved_from_to = Moved from { $from } to { $to }
oldest_text_known = The oldest text that is known here
first_text = The first text
revisions_folded =
    { $count ->
        [one] { $count } revision folded away
       *[other] { $count } revisions folded away
    }
revisions_counted =
    { $count ->
        [one] { $count } revision
       *[other] { $count } revisions
    }
people_counted =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
revisions_by_since = { $revisions } by { $people } since { $day }.
revisions_at_least = At least { $revisions } by { $people }; the oldest that is known here is of { $day }.
no_reason_given = No reason given
reason_not_shown = The reason is not told here: it is about a text that is not in force as well
reason_of_unread_text = The reason is not told here: the text cannot be read, and may have been a draft
not_known_shallow = not known (shallow clone)
unnamed = Unnamed
text_unreadable_here = The text cannot be read from the repository
notice_shallow = This site was built from a shallow clone: older revisions are in the repository and not shown here.
notice_missing_objects = Some older revisions could not be read from the repository.
notice_untracked = This page is in no commit yet.
notice_stated = This is what the page itself says of its revisions.
notice_being_read = The version history is being read.
notice_no_history = There is no version history of this page.
notice_cut = This site was built from a part of the version history: older changes are not shown.
history_no_repository = This site is kept without a version history.
history_no_commit = Nothing is committed yet.
history_unreadable = The version history cannot be read.
whole_site_feed = the whole site
