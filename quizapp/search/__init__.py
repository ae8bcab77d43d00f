"""The query language of the search box: parsing, writing back, completing. Pure: it knows no web and no database."""
