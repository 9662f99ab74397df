"""The help desk: Jira."""
