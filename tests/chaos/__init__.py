"""Nothing lost, nothing twice: crashes at any line, faults of everybody else, changes at any moment, many processes.

`python -m tests.chaos` runs the whole and ends with a table; the tests in this folder run a bounded part of each.
"""
