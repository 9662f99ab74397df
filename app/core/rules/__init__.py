"""The rules by which Keydesk decides, grouped by what they are about; their order stands in `decide`."""
