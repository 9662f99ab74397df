"""The demonstration in a browser: the local help desk for people, and beside it what the program did and why.

Server-rendered, and whole without a script. Everything here stands in for pages of Jira, 1Password and the Developer
Network that the real people would use; it knows the program only by what it is handed.
"""
