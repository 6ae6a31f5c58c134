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

# What several views say.
what_is_missing = What is missing
not_said = not said
words_withheld = not shown here: nobody approves it
nobody = nobody
no_play = no play
today = Today

roadmap_title = Roadmap
roadmap_summary = What is done by when, over the short, medium and long term: where each play stands, who answers for it, and what it serves.
past_end_not_done = Past their end and not done
not_begun_in_time = Should have begun, and have not
end_was = ended
start_was = was to start
all_in_time = No play is past its end, and none that should have begun is still to come.
is_past_end = past its end
is_not_begun = not begun
roadmap_drawn = The plays as bars on an axis of time; the table after it says the same
roadmap_dates = Plays and their dates, by when their effect is expected
roadmap_left_out =
    { $count ->
        [one] { $count } play more has no room here: it is in the table.
       *[other] { $count } plays more have no room here: they are in the table.
    }
horizon_named = Horizon: { $horizon }
horizon_unsaid = No horizon
undated = Undated
open_end = open
serves_nothing = nothing
quarter = Q{ $number }
bar_to_come = to come
bar_running = running
bar_done = done
bar_stopped = stopped
bar_open = no end is set

channels_compared = Channels compared
channels_summary = What each channel is good and bad at, how fast we answer there, who listens, who reads a post before it goes out, and which plays use it.
channels_unheard = Nobody is said to listen
channels_without_answer = No response time
channels_without_reader = Not said who reads a post first
channels_without_level = No level of engagement
channels_unused = No play uses it
used_by_plays = Used by plays
level = Level
answers_for_it = Answers for it
may_publish = May publish

measures_title = Measures and readings
measures_summary = What we measure, where it should be, what was read last and how long ago, and which goals it shows.
measures_overdue = Reading overdue
measures_unread = No reading yet
measures_without_target = No target
measures_without_rhythm = Not said how often it is read
measures_of_nothing = No goal or objective is measured by it
last_reading = Last reading
course_of_it = Course
what_it_measures = Measures
no_reading = no reading yet
only_reading = one reading so far
next_one = Next reading
went_up = up by { $by } since { $day }
went_down = down by { $by } since { $day }
stayed = as on { $day }
is_better = better
is_worse = worse
measures_nothing = no goal
reading_on = { $value } on { $day }
read_every = Read every { $period }
not_said_how_often = not said how often

scenarios_title = Scenarios and plays
scenarios_summary = Imagined worlds between two uncertainties, and which plays are worth doing in each.
plays_by_worlds = In how many worlds plays hold up
all_worlds = All worlds
count_of = { $count } of { $of }
no_square = Two uncertainties and four worlds make a two-by-two: this scenario states others.
holds_in_all = Hold up in all of its worlds
holds_in_none = Hold up in none
holds_nowhere = Hold up in no world of any scenario
holds_up_here = Hold up here
nothing_holds = No play holds up here.

people_title = People and roles
people_summary = Who holds each role, what they answer for and know best, how much time they have for it, and where they may publish.
roles_unheld = Held by nobody
roles_without_deputy = No deputy
roles_without_time = No time allotted
channels_without_voice = Channels on which nobody may publish
plays_unowned = Plays for which nobody answers
owners_unknown = Named as owners, without a page
answers_for = Answers for
plays_among = Plays
nowhere = nowhere
from_day = from { $day }

lessons_title = Lessons learned
lessons_summary = What plays have taught us, and what became of it.
lessons_adopted = Adopted
lessons_tried = Being tried
lessons_open = Open
lessons_dropped = Dropped
lessons_unsaid = Not said what came of it
lessons_by_play = Lessons by play
plays_over_unlearned = Over, and no lesson is written
