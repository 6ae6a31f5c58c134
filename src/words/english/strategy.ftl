# Views of the strategy.
views = Strategy at a glance
view_of_nothing = No page is chosen for this view.

map = Strategy map
map_summary = From business objectives to the goals, plays, channels and measures that serve them: who serves what, and what serves nothing.
map_how_to_read = A line leads from each play to the goals that it serves, at its left, and to its channels and measures, at its right. Point at a box to see its own lines. The lists below say the same.
map_lists = The map as lists
map_above = above
map_unserved = nothing serves this yet
map_channels_of = Channels
map_measures_of = Measures
map_no_objective = Lead to no objective here
map_gaps = What is missing
map_no_gaps = Nothing is missing: every goal and play serves something and has a measure, and every objective, goal, channel and measure is served, used or measured by something.
map_serve_nothing = Serve nothing
map_serve_unseen = Serve only what is not published here
map_served_by_nobody = Served by nobody
map_used_by_nobody = Used by no play
map_not_measured = Followed by no measure
map_measure_nothing = Measure nothing
map_and_more = and { $count } more
map_too_many = This map has { $count } pages, too many to draw or to list one by one. Below stand objectives and goals; the page of each goal shows its plays, their channels and their measures. For a part of the map, choose pages by folder, tag or field where the view stands in a page.
map_by_objective = This map is too large for one picture. It is cut by objective: open the one that you look for.
map_goals =
    { $count ->
        [one] { $count } goal
       *[other] { $count } goals
    }
map_plays =
    { $count ->
        [one] { $count } play
       *[other] { $count } plays
    }
map_channels =
    { $count ->
        [one] { $count } channel
       *[other] { $count } channels
    }
map_measures =
    { $count ->
        [one] { $count } measure
       *[other] { $count } measures
    }

# A page's own stretch of the map.
stretch_itself_too = itself too
stretch_channels = On the channels
stretch_serves_nothing = It serves no objective or goal.
stretch_unserved = Nothing serves it yet.
stretch_no_channel = It uses no channel.
stretch_not_measured = No measure follows it.
stretch_whole_map = The whole map

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
reading_note = Note
target_reached = target reached
short_of_target = { $by } short of the target
film_alone = Open the film by itself
transcript = Transcript

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

# Coverage of the planning framework.
coverage = Coverage of the plan
coverage_summary = The six blocks that a plan needs, with the pages that each has, and what an empty one would need.
coverage_block = Block
coverage_pages = Pages
coverage_kinds = Of these kinds
coverage_plain = Pages of text
coverage_empty = No page yet
coverage_in_force = In force
coverage_free = Not under control
coverage_of_kind = { $kind } { $count }
coverage_unplaced =
    { $count ->
        [one] { $count } page names no block:
       *[other] { $count } pages name no block:
    }
block_vision_and_strategy_for = What the organisation wants to reach, for whom, and what it leaves alone: vision first, strategy after it.
block_vision_and_strategy_needs = It would need objectives with a target and a day, goals that serve them, and a page on what is not done.
block_constituents_for = What customers, staff and the public meet, and what it is like to be on the other side.
block_constituents_needs = It would need a page on who the audience is and where it is found, and the channels on which it is met.
block_organisation_for = Who does the work, with what time and what right, how people work together and how that changes.
block_organisation_needs = It would need roles with holders and time, a policy, and a page on who decides what.
block_processes_for = How the work is done on a plain day and on the worst one, step by step.
block_processes_needs = It would need plays that say who does what by when, and a page on what to do when it gets serious.
block_information_for = What is heard, counted and learned, and how it comes back into the plan.
block_information_needs = It would need measures with a source and a target, and a play for listening.
block_technology_for = The tools behind the channels: chosen for a process that is described already, and how they are kept and replaced.
block_technology_needs = It would need a page on the tools in use, who looks after each, and how content leaves them again.

# Readiness, and the starter checklist.
starter = Ready to start
starter_summary = What is to be in place before the first public post, checked against the pages that are here.
starter_truth = { $met } of { $of } are met by the pages that are here. That a page is here does not say that it is good: read it.
starter_met = Met
starter_partly = In part
starter_unmet = Missing
starter_lacking = These say less than the rule asks:
readiness = Does it make sense at all?
readiness_about = Without a culture that wants it, no strategy is worth anything. These five are asked first.
readiness_objectives = Business objectives that it can serve
readiness_objectives_rule = Goes by objectives that name an owner, a target and a day.
readiness_organisation = An organisation with time for it
readiness_organisation_rule = Goes by roles that say how much time is allotted; a role with topics and no time lacks it.
readiness_habits = Knowledge of what the audience does
readiness_habits_rule = Goes by channels that say how they are listened to.
readiness_it = Technology that carries it
readiness_it_rule = Goes by pages of the block Technology that are no channels.
readiness_messages = Something to say
starter_before = Before the first post
starter_before_about = In the order in which they stop people who left them out.
starter_audience = The audience is mapped
starter_audience_rule = Goes by pages with the tag audience, or a file called audience.md.
starter_messages = The messages are decided
starter_messages_rule = Goes by pages with the tag messages, or a file called messages.md.
starter_tools = The tools of the trade are known and chosen
starter_tools_rule = Goes by channels that name their strengths, risks and what they are good for.
starter_terms = The process is pictured over the short, medium and long term
starter_terms_rule = Goes by objectives and plays that name a horizon; each of the three must have one.
starter_no_short_term = Nothing is planned for the short term.
starter_no_medium_term = Nothing is planned for the medium term.
starter_no_long_term = Nothing is planned for the long term.
starter_legal = Legal is brought in
starter_legal_rule = Goes by roles with legal in their number or tags: held by somebody, with a part in the governance model.
starter_compliance = Compliance is brought in
starter_compliance_rule = Goes by roles with compliance in their number or tags: held by somebody, with a part in the governance model.
starter_communications = Communications is brought in
starter_communications_rule = Goes by roles with communications in their number or tags: held by somebody, with a part in the governance model.
starter_management = Top management is brought in
starter_management_rule = Goes by roles with executive, management or board in their number or tags: held by somebody, with a part in the governance model.
starter_nobody_holds = Nobody holds the role.
starter_no_part = The governance model in force asks nothing of the role.
starter_policy = There is an internal policy
starter_policy_rule = Goes by pages with the tag policy, or a file called policy.md.
starter_kept_for_ever = Everybody acts as if all were kept for ever
starter_kept_for_ever_rule = Goes by pages with the tag kept-for-ever, or a file called kept-for-ever.md.
starter_trust = Trust is built before it is needed
starter_trust_rule = Goes by pages with the tag trust or disclosure, or files called so.
starter_technology = Technology is adapted
starter_technology_rule = Goes by pages of the block Technology that are no channels.
starter_care = Content is cared for
starter_care_rule = Goes by guidelines, plays and channels that name an owner and how often they are reviewed.
starter_video = Video is used, with captions
starter_video_rule = Goes by pages with the tag captions, or with both video and accessibility.

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

training_by_role = Training by role
training_by_role_summary = Which courses each role must have, how long they take, and when again.
courses_asked_of_nobody = Courses that no role must have
roles_without_training = Roles that need no course
training_once = once
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
