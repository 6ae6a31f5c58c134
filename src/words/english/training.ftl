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
