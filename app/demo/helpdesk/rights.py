"""The permissions that the stand-in knows, by Jira's keys, and who has them unless a test says otherwise."""

AGENT = frozenset(
    {"BROWSE_PROJECTS", "CREATE_ISSUES", "EDIT_ISSUES", "TRANSITION_ISSUES", "LINK_ISSUES", "ADD_COMMENTS"}
    | {"EDIT_OWN_COMMENTS", "DELETE_OWN_COMMENTS", "SERVICEDESK_AGENT"}
)
BROWSE_USERS = "USER_PICKER"  # "Browse users and groups": global, and not part of what an agent gets.
ADMINISTRATION = frozenset(
    {"MODIFY_REPORTER", "EDIT_ALL_COMMENTS", "DELETE_ALL_COMMENTS", "ADMINISTER_PROJECTS", "DELETE_ISSUES"}
    | {"MOVE_ISSUES", "ASSIGN_ISSUES", "ADMINISTER", "SYSTEM_ADMIN", "BULK_CHANGE"}
)
GLOBAL = frozenset({BROWSE_USERS, "ADMINISTER", "SYSTEM_ADMIN", "BULK_CHANGE"})
ALL = AGENT | ADMINISTRATION | {BROWSE_USERS}
