"""From lines to statements: what a heading, a form, a table, a list, a box or code makes of the words in it."""
