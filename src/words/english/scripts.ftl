# What only scripts of pages say.
copy = Copy
copied = Copied
colours = Colours: { $which }
colours_as_system = as the system has them
colours_light = light
colours_dark = dark
changes_counted =
    { $count ->
        [one] { $count } change
       *[other] { $count } changes
    }
requirements =
    { $count ->
        [one] { $count } requirement
       *[other] { $count } requirements
    }
keeps_nothing = This browser keeps nothing; the ticks last as long as this page.
# How `due_by` begins, and what stands there when the day is over.
due_begins = due by
was_due_begins = was due by
waiver_ran_out = Waiver ran out by now
overdue_by_now = Overdue by now
due_soon_by_now = Due soon by now

# Decisions and assessments.
decision_back = One step back
decision_again = From the beginning
decision_all = Show all questions
statements_open =
    { $count ->
        [one] { $count } statement is still open
       *[other] { $count } statements are still open
    }
result_is = { $count } %: { $means }

# The comparison of two texts.
texts_being_read = The texts are being read.
text_not_here = One of these two texts is not on this page.
same_text = This is one and the same text: choose another to compare it with.
texts_not_loaded = The texts could not be loaded, so these two cannot be compared just now. What each revision changed is told below all the same.
text_unreadable = The text of { $which } cannot be read from the repository.
texts_unreadable = The text of { $first } and of { $last } cannot be read from the repository.
between_nothing = From { $old } to { $new }: nothing changed that a reader sees.
between = From { $old } to { $new }: { $what }.
between_cut = From { $old } to { $new }: { $what }. Some passages are too long to be compared by word, and are shown as replaced.

# Quizzes.
quiz_check = Check
quiz_show_model = Show a good answer
quiz_choose = Choose an answer first.
quiz_choose_all = Choose one for each first.
quiz_write = Write an answer first.
quiz_write_number = Write a number first.
quiz_right = Right.
quiz_wrong = Not right.
quiz_partly = { $percent } % of it is right.
quiz_right_is = Right is: { $answer }.
quiz_compare = Compare yours with this one.
quiz_mark_right = right
quiz_mark_wrong = wrong
quiz_result = { $points } of { $most } points, { $percent } %.
quiz_passed = Passed.
quiz_not_passed = Not passed: { $percent } % are needed.
quiz_no_more = That was the last attempt.
quiz_again = Once more

# Progress in courses.
progress_not_kept = This browser keeps nothing: your progress lasts as long as this page.
lesson_mark_done = I have done this lesson
lesson_mark_read = I have read what changed
lesson_undo = Not done after all
lesson_done_on = Done on { $day }.
lesson_by_quiz = Done when its quiz is passed.
lesson_done = done
lesson_to_refresh = to refresh
lesson_go_on = Go on with “{ $lesson }”
lessons_done = { $done } of { $count } lessons done, { $minutes } min left.
lessons_all_done = All lessons done.
progress_not_read = That is no copy of a progress.
progress_read = The copy is brought in.
progress_sure = Forget your progress in all courses of this site?
score_of = { $percent } %
package_not_kept = No learning system keeps what you do here.
