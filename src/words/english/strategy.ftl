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
