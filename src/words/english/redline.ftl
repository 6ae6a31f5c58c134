# Redlines: what is said of changes that no mark on words can show. The program and the comparison in the browser say the same.
said_inserted = inserted:{" "}
said_deleted = deleted:{" "}
moved_up_named = Moved up: “{ $name }”
moved_down_named = Moved down: “{ $name }”
moved_up_here = Moved up to here
moved_down_here = Moved down to here
and_passages_more =
    { $count ->
        [one] and { $count } passage more
       *[other] and { $count } passages more
    }
now_set = now { $how }
no_longer_set = no longer { $how }
in_italics = in italics
bold = bold
struck_out = struck out
raised = raised
lowered = lowered
set_as_code = set as code
set_as_key = set as a key
highlighted = highlighted
underlined = underlined
small_print = in small print
set_in_another_way = set in another way
now_a_link = now a link
no_longer_a_link = no longer a link
link_leads_elsewhere = the link leads elsewhere now
now_a_link_to = now a link to { $target }
no_longer_a_link_to = no longer a link to { $target }
link_was = link was { $before }, now { $after }
title_is_now = title is now “{ $after }”
title_gone = title was “{ $before }”, now none
title_was = title was “{ $before }”, now “{ $after }”
described_was = described before as “{ $before }”, now as “{ $after }”
level_was = level was { $before }, now { $after }
anchor_was = anchor was { $before }, now { $after }
now_numbered = now numbered
no_longer_numbered = no longer numbered
numbers_began = numbers began at { $before }, now at { $after }
was_now = was { $before }, now { $after }
language_was = language was { $before }, now { $after }
was_now_quoted = was “{ $before }”, now “{ $after }”
was_now_quotation = was “{ $before }”, now a quotation
was_quotation = was a quotation, now “{ $after }”
columns_aligned_anew = columns are aligned in another way
none = none
nothing = nothing
no_task = no task
to_do = to do
done = done
dividing_line = dividing line
table = Table
task_done = Done
task_to_do = To do

fields_caption = Data of the page
fields_name = Field
fields_before = Before
fields_after = After
fields_changed = { $count } fields changed
data_changed = data of the page changed

# What blocks of a text are called, counted.
unit_paragraph = { $count ->
        [one] { $count } paragraph
       *[other] { $count } paragraphs
    }
unit_heading = { $count ->
        [one] { $count } heading
       *[other] { $count } headings
    }
unit_quotation = { $count ->
        [one] { $count } quotation
       *[other] { $count } quotations
    }
unit_callout = { $count ->
        [one] { $count } callout
       *[other] { $count } callouts
    }
unit_list = { $count ->
        [one] { $count } list
       *[other] { $count } lists
    }
unit_item = { $count ->
        [one] { $count } list item
       *[other] { $count } list items
    }
unit_definitions = { $count ->
        [one] { $count } list of terms
       *[other] { $count } lists of terms
    }
unit_term = { $count ->
        [one] { $count } term
       *[other] { $count } terms
    }
unit_definition = { $count ->
        [one] { $count } definition
       *[other] { $count } definitions
    }
unit_table = { $count ->
        [one] { $count } table
       *[other] { $count } tables
    }
unit_table_head = { $count ->
        [one] { $count } table head
       *[other] { $count } table heads
    }
unit_table_row = { $count ->
        [one] { $count } table row
       *[other] { $count } table rows
    }
unit_table_column = { $count ->
        [one] { $count } table column
       *[other] { $count } table columns
    }
unit_code = { $count ->
        [one] { $count } block of code
       *[other] { $count } blocks of code
    }
unit_html = { $count ->
        [one] { $count } piece of HTML
       *[other] { $count } pieces of HTML
    }
unit_picture = { $count ->
        [one] { $count } picture
       *[other] { $count } pictures
    }
unit_footnotes = { $count ->
        [one] { $count } list of footnotes
       *[other] { $count } lists of footnotes
    }
unit_footnote = { $count ->
        [one] { $count } footnote
       *[other] { $count } footnotes
    }
unit_rule = { $count ->
        [one] { $count } dividing line
       *[other] { $count } dividing lines
    }
unit_passage = { $count ->
        [one] { $count } passage
       *[other] { $count } passages
    }
unchanged = { $what } unchanged

# How much changed, in a line.
nothing_changed = nothing changed that a reader sees
how_changed = { $what } changed
how_restyled = { $what } set in another way
how_added = { $what } added
how_removed = { $what } removed
how_moved = { $what } moved
how_moved_and_changed = { $what } moved and changed
words_in = { $in ->
        [one] { $in } word in
       *[other] { $in } words in
    }
words_out = { $out ->
        [one] { $out } word out
       *[other] { $out } words out
    }
words_in_out = { $in ->
        [one] { $in } word in, { $out } out
       *[other] { $in } words in, { $out } out
    }
