# Courses and lessons.
lessons = Lessons
lessons_count =
    { $count ->
        [one] { $count } lesson
       *[other] { $count } lessons
    }
minutes_in_all = { $count } min in all
start = Start
start_with = with “{ $lesson }”
covers = Covers
lessons_of_course = Lessons of this course
lesson_of = Lesson { $number } of { $count }
next_step = Next step
next_lesson = Next lesson
last_lesson = That was the last lesson
back_to_quoted = Back to “{ $title }”

# Quizzes.
quiz = Quiz
quiz_questions =
    { $count ->
        [one] One question.
       *[other] { $count } questions.
    }
quiz_draw =
    { $count ->
        [one] One of them is asked at a time.
       *[other] { $count } of them are asked at a time.
    }
quiz_pass = { $count } % must be right.
quiz_is_no_exam = A check for yourself, not an exam: the answers are in the page.
quiz_several = More than one may be right.
quiz_order = Give each its number, from 1.
quiz_match = Find what belongs to each.
quiz_your_answer = Your answer
quiz_model = A good answer
quiz_hint = Hint
quiz_answers = Answers
quiz_answers_of = Answers: { $title }

# Progress in the reader's browser.
refresher = Changed since you took this lesson
refresher_what = Read what changed, and answer the questions that rest on it: that takes a few minutes.
refresher_history = what changed
progress_title = Your progress
progress_where_kept = Kept in this browser alone, and sent nowhere. Take a copy along to another one.
progress_export = Save a copy
progress_import = Bring in a copy
progress_reset = Forget it all
certificate = Certificate
certificate_name = Name
certificate_worth = Kept and printed by its owner in their own browser: it says that somebody went through these lessons and answered their questions, and proves it to nobody.
certificate_print = Print it

# Courses in learning systems.
package_back = Back
package_on = Go on
