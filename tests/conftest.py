"""What every test may count on."""

pytest_plugins = ["tests.no_skips", "tests.contracts"]
