# What stands on every page: the head, the ways around the site, the foot.
skip_to_text = Skip to the text
menu = Menu
close = Close
home = Home
unnamed_site = Handbook
sections = Sections
section = Section
all_sections = All sections
colours_system = Colours: as the system has them
back_to_top = Back to the top
breadcrumb = Breadcrumb
feed_title = What changed: { $what }
as_it_stood = This is the site as it stood on { $day } (commit { $commit }), not as it stands now.
approval_unknown = Approval unknown: { $why }. Nobody can tell which of these texts are in force.
more_before = … { $count } before these
more_after = … { $count } after these
in_group = in { $group }

page_not_found = Page not found
no_page_here = There is no page at this address
no_page_why = It may have been moved or taken out, or the address was not copied in full.
where_to_look = Where to look instead

page_has_moved = This page has moved
it_is_now = It is now { $page }.
