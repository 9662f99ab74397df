"""What every test may count on."""

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.no_skips", "tests.contracts"]

# How long an example takes says something about the machine that day, and nothing about the program.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
