"""The words of surveys: closed lists that acts and figures share."""

KINDS = ("survey", "exit_poll")
EXIT_POLL = "exit_poll"
VOTE = ("yes", "no")
"""The quantities that together are all of `yes_plus_no`."""

LEAST_ALIKE = 5
"""Of how many rows at least each combination of traits must be in a public file (k-anonymity)."""

LAST_CLOSE = "surveys.last_close"
"""The rule that says when the last polls close."""
