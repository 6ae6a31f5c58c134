# A day: 3 Nov 2026.
day_in_words = { $day } { $month } { $year }
month_1 = Jan
month_2 = Feb
month_3 = Mar
month_4 = Apr
month_5 = May
month_6 = Jun
month_7 = Jul
month_8 = Aug
month_9 = Sep
month_10 = Oct
month_11 = Nov
month_12 = Dec

# A stretch of time.
days_counted =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
months_counted =
    { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
years_counted =
    { $count ->
        [one] { $count } year
       *[other] { $count } years
    }

# What stands between the thousands of a number, and before its parts: 71,000.5.
sign_of_thousands = ,
sign_of_parts = .
