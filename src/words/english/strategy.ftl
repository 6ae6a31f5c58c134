# Views of the strategy.
views = Strategy at a glance

ladder = Ladder of engagement
ladder_summary = Five levels from listening to making things together: where plays and channels stand, and what comes next.
level_highest = the highest level in use
level_next = the next level
level_empty = nothing stands here
plays_running = Plays
plays_to_come = Plays to come
plays_past = Done or stopped
channels_on_level = Channels
level_unnamed = Name no level

# Data blocks.
decision = Decision
leads_to_question = → question { $number }
sees_it_first = Must see it first
says_so = The rule
assessment = Assessment
what_results_mean = What the result means
how_to_count = Count 0 for “{ $least }” up to { $most } for “{ $best }”, add up, and divide by the most that can be reached.
from_per_cent = From { $count } %:
roadmap = Roadmap
what_will_be_different = What will be different
by_when = By
owner = Owner
serves = Serves
state = State
figures = Figures
target = Target
reached = Reached

# Rules for posting.
which_kind_of_post = Which kind of post is it?
stricter_kind_counts = If it is of two kinds at once, the stricter one counts.
who_writes_it = Who writes it?
who_sees_it_first = Who sees it first
kind_of_post = Kind of post
always_signs = Always signs
review_post = Post it
review_sampled_afterwards = Post it; some are looked at afterwards
review_second_pair_of_eyes = A second pair of eyes first
review_editor = An editor first
review_prior_approval = Approval first
review_nobody = Nobody posts it
