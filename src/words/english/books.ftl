# Books: pages and views as one document.
books = Books
book_contents = Contents
book_part = Part
book_pdf = As a PDF
book_of_approved = Texts in force; what is not controlled is marked
book_of_latest = Latest texts, approved or not
book_as_of = As of { $day }
book_see = (section { $section })
book_see_on = (section { $section }, page { $page })
# Beside the title on every sheet.
book_sheet = { $edition }, as of { $day } · uncontrolled when printed
