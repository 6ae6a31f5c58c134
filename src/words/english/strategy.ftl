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
