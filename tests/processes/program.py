"""The `keydesk` command as a process of its own, whose messages to 1Password go to the local one named first."""

import sys

from app.cli import main
from app.demo import native

if __name__ == "__main__":
    native.install(sys.argv.pop(1))
    main()
