"""The stage does what its checks say."""

import pytest

from tests.stage_checks import each_check
from tests.stage_checks import failure_of


@pytest.mark.parametrize("check", each_check("02"))
def test_the_stage_passes_its_checks(check):
    """The stage as it is in the repository passes the check."""
    assert failure_of(check, "02") is None
