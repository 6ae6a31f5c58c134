# The strip of the preview at the foot of the window.
preview = Preview
findings = Findings
preview_stopped = The preview has stopped: this page is as it was at { $time }. Start{" "}
preview_start_again = {" "}again.
page_is_gone = {" "}is gone: it was this page.
newest_not_shown_but = The newest text cannot be shown. The page shows the last one that could.
newest_not_shown_wrong = The newest text cannot be shown: { $wrong }
how_page_stands = How this page stands
strip_text_in_force = The text in force
strip_checklist = What is asked of this page
not_newest_text = Not the newest text
hide = Hide
hide_strip = Hide the preview’s strip
saved_show = Show:{" "}
were_saved =
    { $count ->
        [one] {" "}was saved at { $time }
       *[other] {" "}were saved at { $time }
    }
more_were_saved = {" "}and { $more } more were saved at { $time }
open_source = Open the source
open_source_title = { $place } (any other place: Alt and click)
source = Source
source_is_at = The source is at
where_source_is = Where the source of this page is
close_escape = Close (Escape)
select_to_copy = Select it to copy it
no_source = This page has no source of its own.
asked_editor = Asked the editor to open
preview_no_answer = The preview does not answer.
time_on_day = { $hour } on { $day }
preview_failed = This page cannot be shown
undrawn = error: the server failed to draw this page; its terminal says why
errors =
    { $count ->
        [one] { $count } error
       *[other] { $count } errors
    }
warnings =
    { $count ->
        [one] { $count } warning
       *[other] { $count } warnings
    }
wrong_in = { $count } in { $file }
wrong_site = { $count } of the whole site
wrong_here = { $count } on this page
wrong_elsewhere = { $count } on other pages
nothing_wrong_here = Nothing is wrong on this page itself
whole_site_wrong = The whole site: { $count }. The terminal shows all of them.
of_whole_site = Of the whole site
open_place = Open { $place }
waits_for = waits for { $roles }
no_approval_asked = No approval is asked for
checklist_counts = The checklist: { $counts }
