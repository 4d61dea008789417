"""The records that both verifiers read."""

from tests.isonomia.record.conftest import witnessed as witnessed
from tests.isonomia_cli.conftest import isonomia as isonomia
