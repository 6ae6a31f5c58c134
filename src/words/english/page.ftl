# A page: what is said around its text.
draft = Draft
draft_note_title = Draft.
draft_note = Only the preview shows this page; it is not part of the published site.
nothing_written = Nothing is written here yet.
on_this_page = On this page
about_this_page = About this page
reading = Reading
minutes = { $count } min
minutes_to_read = { $count } min to read
pages_refer =
    { $count ->
        [one] { $count } page refers to this
       *[other] { $count } pages refer to this
    }
how_it_connects = How it connects
refers_to_this = Refers to this
tags = Tags
edit_page = Edit this page
pager = Previous and next page
previous = Previous
next = Next
revised = Revised
revised_on = Revised { $day }
by_people = by { $people }
history = history
revision_short = r{ $number }
yes = Yes
no = No

# The home page.
common_errands = Common errands
more_pages = More pages
changed_lately = What changed lately
all_changes = All changes
and_more = and { $count } more

# Lists of pages.
in_this_section = In this section
filter_pages = Filter these { $count } pages
pages =
    { $count ->
        [one] { $count } page
       *[other] { $count } pages
    }
more = { $count } more
more_in_group = { $count } more in { $group }
all_tags = All tags
tag = Tag
no_tags_yet = No page carries a tag yet.
pages_with_tag =
    { $count ->
        [one] { $count } page carries this tag.
       *[other] { $count } pages carry this tag.
    }
letters = Letters
all_pages = All pages, A to Z
met_of = { $met } of { $of }

# Words put together from others.
list_end = { $first } and { $last }
list_middle = { $first }, { $next }

# What is said beside the words of a text.
link_to_section = Link to this section: { $heading }
table_numbered = Table { $number }
footnote = Footnote { $number }
footnotes = Footnotes
back_to_mention = Back to mention { $mention } of footnote { $number }
alert_note = Note
alert_tip = Tip
alert_important = Important
alert_warning = Warning
alert_caution = Caution
